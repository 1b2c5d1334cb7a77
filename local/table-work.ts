import { existsSync, readFileSync } from "node:fs";
import { startChangeStream } from "./change-stream.ts";
import { type DataFolder, writeAtomically } from "./data-folder.ts";
import { forgetStreamRecords } from "./engines/dynamodb-stream.ts";
import { isEmbedded } from "./engines.ts";
import type { ChangesHandler } from "./functions.ts";
import { startSchedule } from "./schedule.ts";
import { createTimeToLive } from "./time-to-live.ts";

/** Within a day or two in the cloud. */
const timeToLiveEveryMs = 600_000;

/**
 * Does what the table does by itself in the cloud: delivers its changes, and deletes expired items.
 * @returns a function that deletes expired items now
 */
export async function startTableWork(
	options: {
		folder: DataFolder;
		tableName: string;
		endpoint: string;
		region: string;
		now: () => number;
		handler: ChangesHandler;
	},
	onStop: (close: () => unknown) => void,
): Promise<() => Promise<void>> {
	const { folder, tableName, endpoint, region, now, handler } = options;
	const file = "change-stream.json";
	const embedded = isEmbedded("dynamodb");
	const timeToLive = embedded ? createTimeToLive({ endpoint, region, table: tableName, now }) : undefined;
	const stream = await startChangeStream({
		endpoint,
		region,
		table: tableName,
		handler,
		now,
		position: {
			read: () => (existsSync(folder.file(file)) ? JSON.parse(readFileSync(folder.file(file), "utf8")) : {}),
			write: (position) => writeAtomically(folder.file(file), JSON.stringify(position)),
		},
		...(embedded ? { onHandedOn: (upTo) => forgetStreamRecords(folder, tableName, upTo) } : {}),
		...(timeToLive ? { wasAged: timeToLive.wasAged } : {}),
	});
	onStop(stream.stop);
	if (!timeToLive) return async () => {};
	onStop(timeToLive.close);
	onStop(startSchedule(timeToLiveEveryMs, timeToLive.sweep));
	return timeToLive.sweep;
}
