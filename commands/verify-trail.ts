import { parseArgs } from "node:util";
import { type AttributeValue, type DynamoDBClient, paginateQuery } from "@aws-sdk/client-dynamodb";
import { GetObjectCommand, paginateListObjectsV2, type S3Client } from "@aws-sdk/client-s3";
import { defaultDataDir, readStackDescription } from "../local/stack-description.ts";
import { trailDay, trailIndex } from "../shared/call-history/schema.ts";
import { tenantIdSchema } from "../shared/directory/model.ts";
import { jstDateSchema } from "../shared/time/model.ts";
import { digestOf, sealsPrefix } from "../shared/trail/seal.ts";
import { ArgumentError, fail } from "./cli.ts";
import { createCommandClients } from "./clients.ts";

const usage =
	"npm run verify-trail -- --tenant TENANT --date YYYY-MM-DD " +
	`[--data ${defaultDataDir} | --table TABLE --seals BUCKET]`;

interface Place {
	table: string;
	seals: string;
	endpoints?: { dynamodb: string; s3: string };
}

function readArguments(): { day: string; place: Place } {
	const text = { type: "string" } as const;
	const { values } = parseArgs({
		options: { tenant: text, date: text, table: text, seals: text, data: { ...text, default: defaultDataDir } },
	});
	const tenant = tenantIdSchema.safeParse(values.tenant);
	const date = jstDateSchema.safeParse(values.date);
	if (!tenant.success || !date.success) throw new ArgumentError("--tenant and --date are needed");
	const day = trailDay(tenant.data, date.data);
	const { table, seals } = values;
	if (table && seals) return { day, place: { table, seals } };
	if (table || seals) throw new ArgumentError("In AWS --table and --seals are both needed");
	const stack = readStackDescription(values.data);
	return { day, place: { table: stack.table, seals: stack.buckets.seals, endpoints: stack.aws } };
}

async function digestsOfEntries(client: DynamoDBClient, TableName: string, day: string): Promise<Map<string, string>> {
	const digests = new Map<string, string>();
	const query = {
		TableName,
		IndexName: trailIndex.name,
		KeyConditionExpression: "#day = :day",
		ExpressionAttributeNames: { "#day": trailIndex.pk },
		ExpressionAttributeValues: { ":day": { S: day } },
	};
	for await (const { Items = [] } of paginateQuery({ client }, query)) {
		for (const item of Items as Record<string, AttributeValue>[])
			digests.set(digestOf(item), `${item.p?.S} ${item.s?.S}`);
	}
	return digests;
}

async function sealedDigests(client: S3Client, Bucket: string, day: string): Promise<Set<string>> {
	const digests = new Set<string>();
	for await (const { Contents = [] } of paginateListObjectsV2({ client }, { Bucket, Prefix: sealsPrefix(day) })) {
		for (const { Key } of Contents) {
			const { Body } = await client.send(new GetObjectCommand({ Bucket, Key }));
			for (const digest of ((await Body?.transformToString()) ?? "").split("\n").filter(Boolean)) digests.add(digest);
		}
	}
	return digests;
}

try {
	const { day, place } = readArguments();
	const { table, seals, endpoints } = place;
	const { dynamodb, s3 } = createCommandClients(endpoints);
	const entries = await digestsOfEntries(dynamodb, table, day);
	const sealed = await sealedDigests(s3, seals, day);
	const strange = [...entries].flatMap(([digest, key]) => (sealed.has(digest) ? [] : [key]));
	const gone = [...sealed].filter((digest) => !entries.has(digest)).length;
	console.log(`${entries.size - strange.length} entries match their seals.`);
	console.log(`${gone} sealed entries no longer exist, for example because their records have expired.`);
	for (const key of strange) console.log(`Altered or forged: ${key}`);
	process.exitCode = strange.length > 0 ? 1 : 0;
} catch (cause) {
	fail(cause, usage);
}
