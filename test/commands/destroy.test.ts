import {
	DeleteObjectsCommand,
	ListBucketsCommand,
	ListObjectsV2Command,
	ListObjectVersionsCommand,
	S3Client,
} from "@aws-sdk/client-s3";
import { expect, test } from "vitest";
import { bucketsOf, emptyBucket } from "../../commands/destroy/buckets.ts";
import { run } from "../local/processes.ts";
import { mockClientOnce } from "../support/mock-client.ts";

test("only the stage's buckets are emptied, of every version and marker, locked ones included", async () => {
	const s3 = mockClientOnce(S3Client);
	const names = ["rireki-dev-packs-1", "rireki-dev-data-logs", "rireki-dev-2-packs-1", "rireki-prod-packs-1"];
	s3.on(ListBucketsCommand).resolves({ Buckets: names.map((Name) => ({ Name })) });
	s3.on(ListObjectVersionsCommand).resolves({
		Versions: [
			{ Key: "a", VersionId: "1" },
			{ Key: "a", VersionId: "2" },
		],
		DeleteMarkers: [{ Key: "b", VersionId: "3" }],
	});
	s3.on(ListObjectsV2Command).resolves({});
	s3.on(DeleteObjectsCommand).resolves({});
	const client = new S3Client({ region: "ap-northeast-1" });
	expect(await bucketsOf(client, "dev", ["dev", "dev-2", "prod"])).toEqual(names.slice(0, 2));
	expect(await emptyBucket(client, "rireki-dev-packs-1")).toBe(2);
	expect(s3.commandCalls(DeleteObjectsCommand)[0]?.args[0].input).toMatchObject({
		Delete: {
			Objects: [
				{ Key: "a", VersionId: "1" },
				{ Key: "a", VersionId: "2" },
				{ Key: "b", VersionId: "3" },
			],
		},
		BypassGovernanceRetention: true,
	});
});

test("a stage that keeps its data is not destroyed, and no other without its name as confirmation", async () => {
	const prod = await run("commands/destroy.ts", "--stage", "prod", "--confirm", "prod");
	expect([prod.code, prod.stderr]).toEqual([1, expect.stringContaining("keeps its data")]);
	const other = await run("commands/destroy.ts", "--stage", "dev", "--confirm", "prod");
	expect([other.code, other.stderr]).toEqual([1, expect.stringContaining("--confirm must repeat the stage")]);
});
