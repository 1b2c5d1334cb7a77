import { GetObjectCommand, PutObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openDataFolder } from "../../local/data-folder.ts";
import { startS3 } from "../../local/engines/s3.ts";
import { choosePorts } from "../../local/ports.ts";
import { keptFolder, region } from "./processes.ts";

const kept = keptFolder();
const folder = openDataFolder(kept.path);
const engine = await startS3(folder, (await choosePorts(["s3"], {})).s3, ["sounds"]);
const s3 = new S3Client({ endpoint: engine.url, region, forcePathStyle: true });
const put = (Key: string, Body: string) => s3.send(new PutObjectCommand({ Bucket: "sounds", Key, Body }));

beforeAll(async () => {
	await put("ten", "0123456789");
	await put("none", "");
});
afterAll(async () => {
	s3.destroy();
	await engine.stop();
	folder.release();
	kept.remove();
});

async function get(Key: string, Range: string) {
	const { Body, ContentRange, $metadata } = await s3.send(new GetObjectCommand({ Bucket: "sounds", Key, Range }));
	return [$metadata.httpStatusCode, ContentRange, await Body?.transformToString()];
}

test.each([
	["bytes=-3", 206, "bytes 7-9/10", "789"],
	["bytes=-500", 206, "bytes 0-9/10", "0123456789"],
	["bytes=0-0", 206, "bytes 0-0/10", "0"],
	["bytes=2-4", 206, "bytes 2-4/10", "234"],
	["bytes=8-500", 206, "bytes 8-9/10", "89"],
	["bytes=7-", 206, "bytes 7-9/10", "789"],
	["bytes=4-2", 200, undefined, "0123456789"],
	["bytes=0-1,4-5", 200, undefined, "0123456789"],
	["bytes=-", 200, undefined, "0123456789"],
])("of ten bytes, %s is answered with %i", async (range, ...expected) => {
	expect(await get("ten", range)).toEqual(expected);
});

test.each([
	["ten", "bytes=10-"],
	["ten", "bytes=-0"],
	["none", "bytes=-5"],
	["none", "bytes=0-"],
])("of %s, %s cannot be satisfied", async (key, range) => {
	await expect(get(key, range)).rejects.toMatchObject({ name: "InvalidRange", $metadata: { httpStatusCode: 416 } });
});
