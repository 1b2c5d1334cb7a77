import { createReadStream } from "node:fs";
import type { Readable } from "node:stream";
import { createGunzip } from "node:zlib";

export interface Line {
	/** From 1. */
	number: number;
	/** Without its end; undefined for a line that is longer than `maxBytes`. */
	bytes: Buffer | undefined;
}

const newline = 0x0a;

/** Reads the lines of a plain or gzipped file, with one line and one chunk in memory. */
export async function* readLines(path: string, maxBytes: number): AsyncGenerator<Line> {
	let number = 0;
	let head: Buffer[] = [];
	let headBytes = 0;
	const take = (tail: Buffer): Line => {
		const bytes = headBytes + tail.length > maxBytes ? undefined : Buffer.concat([...head, tail]);
		head = [];
		headBytes = 0;
		return { number: ++number, bytes };
	};
	for await (const chunk of await open(path)) {
		let start = 0;
		for (let end = chunk.indexOf(newline); end >= 0; end = chunk.indexOf(newline, start)) {
			yield take(chunk.subarray(start, end));
			start = end + 1;
		}
		const rest = chunk.subarray(start);
		headBytes += rest.length;
		if (headBytes <= maxBytes) head.push(rest);
	}
	if (headBytes > 0) yield take(Buffer.alloc(0));
}

/** Recognises gzip by its first bytes, not by its name. */
async function open(path: string): Promise<AsyncIterable<Buffer>> {
	const file = createReadStream(path, { highWaterMark: 1024 * 1024 });
	await new Promise<void>((resolve, reject) => file.once("readable", resolve).once("error", reject));
	const first: Buffer | null = file.read();
	if (first) file.unshift(first);
	if (first?.[0] !== 0x1f || first[1] !== 0x8b) return file;
	const gunzip = createGunzip({ chunkSize: 256 * 1024 });
	file.on("error", (cause) => gunzip.destroy(cause));
	return file.pipe(gunzip) as Readable;
}
