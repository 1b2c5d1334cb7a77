import { createServer } from "node:http";
import { afterAll, expect, onTestFinished, test } from "vitest";
import { openDataFolder } from "../../../local/data-folder.ts";
import { startS3 } from "../../../local/engines/s3.ts";
import { choosePorts, host } from "../../../local/ports.ts";
import { createBucket } from "../../../shared/platform/bucket.ts";
import { keptFolder, region } from "../../local/processes.ts";

const kept = keptFolder();
const folder = openDataFolder(kept.path);
const engine = await startS3(folder, (await choosePorts(["s3"], {})).s3, ["files"]);
const bucket = createBucket({ region, endpoint: engine.url, bucket: "files" });

afterAll(async () => {
	await engine.stop();
	folder.release();
	kept.remove();
});

async function* breaksOff(cause: Error) {
	yield Buffer.from("half of ");
	throw cause;
}

test("content that cannot be read to its end is not stored, and its error is thrown", async () => {
	const cause = new Error("the second half is gone");
	await expect(bucket.putStream("file", breaksOff(cause), 16, "text/csv")).rejects.toBe(cause);
	await expect(bucket.read("file")).rejects.toMatchObject({ name: "NoSuchKey" });
});

test("content that fails after its request has failed causes no unhandled error", async () => {
	const server = createServer((request) => request.destroy()).listen(0, host);
	onTestFinished(() => void server.close());
	await new Promise((listening) => server.once("listening", listening));
	const { port } = server.address() as { port: number };
	const refusing = createBucket({ region, endpoint: `http://${host}:${port}`, bucket: "files" });
	const more = Promise.withResolvers<void>();
	const ended = Promise.withResolvers<void>();
	async function* content() {
		try {
			yield Buffer.from("half of ");
			await more.promise;
			throw new Error("the piece is gone");
		} finally {
			ended.resolve();
		}
	}
	await expect(refusing.putStream("file", content(), 16, "text/csv")).rejects.toThrow();
	more.resolve();
	await ended.promise;
	// An unhandled error would have failed the test run by now.
	await new Promise((later) => setImmediate(later));
});
