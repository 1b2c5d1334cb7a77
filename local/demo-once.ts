import { existsSync } from "node:fs";
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { PutObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { tableInput } from "./create-table.ts";
import { type DataFolder, writeAtomically } from "./data-folder.ts";
import { batchWrite } from "./demo/batch-write.ts";
import { importDemo, loadDemo } from "./demo/load.ts";
import type { Deps } from "./deps.ts";
import { databaseFile, findBinary } from "./engines/dynamodb.ts";
import { type EngineUrls, isEmbedded } from "./engines.ts";

const marker = "demo-loaded";

export interface Demo {
	/** To be called after the engines have started. */
	load(target: { deps: Deps; engines: EngineUrls; region: string; bucket: string }): Promise<void>;
}

/**
 * Prepares the demonstration tenants of a folder; undefined if it has them already. Must be called before the engines
 * start, because importing into a new database file is faster than writing to a running one. An interrupted load is
 * repeated, as of the time of the first attempt.
 */
export async function prepareDemo(
	folder: DataFolder,
	{ now, table, report }: { now: () => number; table: string; report: (message: string) => void },
): Promise<Demo | undefined> {
	if (existsSync(folder.file(marker))) return undefined;
	const asOf = new Date(await folder.kept("demo-as-of", () => new Date(now()).toISOString()));
	const isNew = isEmbedded("dynamodb") && !existsSync(databaseFile(folder));
	if (isNew) {
		await importDemo({
			engine: findBinary(),
			databaseFile: databaseFile(folder),
			table: tableInput(table),
			now: asOf,
			progress: report,
		});
	}
	return {
		async load({ deps, engines, region, bucket }) {
			const s3 = new S3Client({ endpoint: engines.s3, region, forcePathStyle: true });
			const dynamodb = new DynamoDBClient({ endpoint: engines.dynamodb, region });
			await loadDemo({
				deps,
				now: asOf,
				progress: report,
				async putObject(Key, Body, ContentType) {
					await s3.send(new PutObjectCommand({ Bucket: bucket, Key, Body, ContentType }));
				},
				...(!isNew && { writeItems: (items) => batchWrite(dynamodb, table, items) }),
			});
			s3.destroy();
			dynamodb.destroy();
			writeAtomically(folder.file(marker), `${asOf.toISOString()}\n`);
		},
	};
}
