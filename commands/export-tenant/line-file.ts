import { createHash } from "node:crypto";
import { once } from "node:events";
import { createWriteStream } from "node:fs";
import { basename } from "node:path";
import { finished } from "node:stream/promises";

export interface WrittenFile {
	file: string;
	lines: number;
	bytes: number;
	sha256: string;
}

/** A file of JSON documents, one per line, written with back-pressure. */
export function createLineFile(path: string) {
	const stream = createWriteStream(path);
	const digest = createHash("sha256");
	let [lines, bytes] = [0, 0];
	return {
		async write(documents: readonly object[]): Promise<void> {
			if (documents.length === 0) return;
			const content = Buffer.from(documents.map((one) => `${JSON.stringify(one)}\n`).join(""));
			digest.update(content);
			lines += documents.length;
			bytes += content.length;
			if (!stream.write(content)) await once(stream, "drain");
		},
		async end(): Promise<WrittenFile> {
			stream.end();
			await finished(stream);
			return { file: basename(path), lines, bytes, sha256: digest.digest("hex") };
		},
	};
}
