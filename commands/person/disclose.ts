import { createHash } from "node:crypto";
import { createWriteStream, mkdirSync } from "node:fs";
import { basename, join } from "node:path";
import type { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { GetObjectCommand, type S3Client } from "@aws-sdk/client-s3";
import { writeReport } from "../../local/data-folder.ts";
import { decodeCorrection, decodeRecord } from "../../shared/call-history/codec.ts";
import { recordingsOf } from "../../shared/call-history/model.ts";
import { fields } from "../../shared/call-history/schema.ts";
import type { Directory } from "../../shared/directory/model.ts";
import type { Item } from "../../shared/platform/dynamodb.ts";
import { tableKey } from "../../shared/platform/keys.ts";
import { formatJst } from "../../shared/time/model.ts";
import { decodeEntry } from "../../shared/trail/codec.ts";
import type { Found } from "./find.ts";

/** A record for disclosure: times in JST, names beside ids, belongings included. */
function toldOf(item: Item, belongings: readonly Item[], directory: Directory, tenantId: string) {
	const record = decodeRecord(item, tenantId);
	const { precedence: _, changedAt: __, storedAt, recording: ___, olderRecordings: ____, ...said } = record;
	const corrections = belongings.filter((one) => one[fields.correctionChanges]).map(decodeCorrection);
	const accesses = belongings.filter((one) => !one[fields.correctionChanges]).map((one) => decodeEntry(one, tenantId));
	return {
		...said,
		calledAt: formatJst(record.calledAt),
		createdAt: formatJst(record.createdAt),
		storedAt: formatJst(storedAt),
		...(record.updatedAt === undefined ? {} : { updatedAt: formatJst(record.updatedAt) }),
		nextAction:
			record.nextAction.type === "redial"
				? { type: "redial", redialAt: formatJst(record.nextAction.redialAt) }
				: record.nextAction,
		campaignName: directory.campaigns.get(record.campaignId)?.name,
		batchName: directory.batches.get(record.batchId)?.name,
		agentName: record.agentId && directory.accounts.get(record.agentId)?.name,
		recordings: recordingsOf(record).map((one) => ({ ...one, storedAt: formatJst(one.storedAt) })),
		corrections: corrections.map((one) => ({ ...one, correctedAt: formatJst(one.correctedAt) })),
		accesses: accesses.map(({ at, accountId, kind }) => ({ at: formatJst(at), accountId, kind })),
	};
}

/** Writes everything found about a person into a folder, with the recordings; the list of files is written last. */
export async function disclose(
	{ s3, bucket }: { s3: S3Client; bucket: string },
	found: Found,
	directory: Directory,
	{ tenantId, folder }: { tenantId: string; folder: string },
): Promise<{ records: number; recordings: number; missing: string[] }> {
	mkdirSync(join(folder, "recordings"), { recursive: true });
	const records = found.records
		.map((item) => toldOf(item, found.belongings.get(item[tableKey.pk]?.S ?? "") ?? [], directory, tenantId))
		.toSorted((a, b) => a.calledAt.localeCompare(b.calledAt));
	writeReport(join(folder, "records.json"), records);
	const files: { objectKey: string; callId: string; file: string; sha256: string }[] = [];
	const missing: string[] = [];
	for (const { callId, recordings } of records) {
		for (const [index, { objectKey }] of recordings.entries()) {
			const file = join("recordings", `${callId}-${index + 1}-${basename(objectKey)}`);
			const sha256 = await download(s3, bucket, objectKey, join(folder, file));
			if (sha256) files.push({ objectKey, callId, file, sha256 });
			else missing.push(objectKey);
		}
	}
	const mentioned = found.mentioned.map((item) => `${item[tableKey.pk]?.S} ${item[tableKey.sk]?.S}`);
	writeReport(join(folder, "manifest.json"), { records: records.length, files, missing, mentioned });
	return { records: records.length, recordings: files.length, missing };
}

/** @returns the digest of what was written; undefined if there is no such object */
async function download(s3: S3Client, Bucket: string, Key: string, file: string): Promise<string | undefined> {
	const digest = createHash("sha256");
	try {
		const { Body } = await s3.send(new GetObjectCommand({ Bucket, Key }));
		const counted = async function* (chunks: AsyncIterable<Buffer>) {
			for await (const chunk of chunks) {
				digest.update(chunk);
				yield chunk;
			}
		};
		await pipeline(Body as Readable, counted, createWriteStream(file));
		return digest.digest("hex");
	} catch (cause) {
		if ((cause as Error).name === "NoSuchKey") return undefined;
		throw cause;
	}
}
