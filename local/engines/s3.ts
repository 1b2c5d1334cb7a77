import { AsyncLocalStorage } from "node:async_hooks";
import { createHash } from "node:crypto";
import { createReadStream, createWriteStream } from "node:fs";
import { mkdir, rename, rm } from "node:fs/promises";
import { dirname } from "node:path";
import { Readable, Transform } from "node:stream";
import { pipeline } from "node:stream/promises";
import S3rver from "s3rver";
import accounts from "s3rver/lib/models/account.js";
import type { DataFolder } from "../data-folder.ts";
import { host } from "../ports.ts";
import type { Engine } from "./engine.ts";

const cors = `<CORSConfiguration><CORSRule>
	<AllowedOrigin>*</AllowedOrigin><AllowedMethod>GET</AllowedMethod><AllowedMethod>HEAD</AllowedMethod>
	<AllowedHeader>*</AllowedHeader>
	<ExposeHeader>content-disposition</ExposeHeader><ExposeHeader>content-range</ExposeHeader>
</CORSRule></CORSConfiguration>`;

/** S3 on files. Objects are complete or absent, even after a kill. */
export async function startS3(folder: DataFolder, port: number, buckets: readonly string[]): Promise<Engine> {
	// All callers share one account; it does not verify Signature Version 4, only the expiry of presigned URLs.
	accounts.registry.get = () => accounts.DUMMY_ACCOUNT;
	const directory = folder.file("s3");
	await mkdir(directory, { recursive: true });
	const s3 = new S3rver({
		address: host,
		port,
		silent: true,
		vhostBuckets: false,
		directory,
		configureBuckets: buckets.map((name) => ({ name, configs: [cors] })),
	});
	writeWholeObjects(s3.store);
	answerRanges(s3);
	await s3.run();
	return {
		url: `http://${host}:${port}`,
		async stop() {
			const closed = s3.close();
			s3.httpServer.closeAllConnections();
			await closed;
		},
	};
}

/** s3rver answers a put before its file is written, and overwrites in place: neither would outlive a kill. */
function writeWholeObjects(store: S3rver["store"]): void {
	let writes = 0;
	store.putObject = async ({ bucket, key, content, metadata }) => {
		const file = store.getResourcePath(bucket, key, "object");
		const part = `${file}.${process.pid}.${writes++}`;
		const md5 = createHash("md5");
		let size = 0;
		const measure = new Transform({
			transform(chunk: Buffer, _encoding, done) {
				md5.update(chunk);
				size += chunk.length;
				done(null, chunk);
			},
		});
		await mkdir(dirname(file), { recursive: true });
		try {
			await pipeline(Buffer.isBuffer(content) ? Readable.from([content]) : content, measure, createWriteStream(part));
			const digest = md5.digest("hex");
			await store.putMetadata(bucket, key, metadata, digest);
			await rename(part, file);
			return { size, md5: digest };
		} finally {
			await rm(part, { force: true });
		}
	};
}

/** s3rver returns the first bytes for the last ones (`-500`), and all of them for a single byte (`0-0`). */
function answerRanges({ middleware, store }: S3rver): void {
	const asked = new AsyncLocalStorage<string | undefined>();
	middleware.unshift((context, next) => asked.run(context.headers.range, next));
	const read = store.getObject.bind(store);
	store.getObject = async (bucket, key) => {
		const object = await read(bucket, key);
		const range = object && rangeOf(asked.getStore(), object.size);
		if (!range) return object;
		object.content?.destroy();
		object.range = range;
		const file = store.getResourcePath(bucket, key, "object");
		object.content = range.end < range.start ? null : createReadStream(file, range);
		return object;
	};
}

/** First and last byte, the last before the first if there are none; undefined if S3 would ignore the range. */
function rangeOf(header: string | undefined, size: number): { start: number; end: number } | undefined {
	const [, first, last] = /^bytes=(\d*)-(\d*)$/.exec(header ?? "") ?? [];
	if (first === undefined || last === undefined || (!first && !last)) return undefined;
	if (!first) return { start: Math.max(0, size - Number(last)), end: Number(last) > 0 ? size - 1 : -1 };
	if (last && Number(last) < Number(first)) return undefined;
	return { start: Number(first), end: last ? Math.min(Number(last), size - 1) : size - 1 };
}
