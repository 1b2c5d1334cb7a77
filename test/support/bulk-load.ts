import { mkdtempSync, rmSync } from "node:fs";
import { join } from "node:path";
import { tableInput } from "../../local/create-table.ts";
import { importItems } from "../../local/demo/import.ts";
import { storedLatest, storedRecord } from "../../local/demo/stored-item.ts";
import { findBinary } from "../../local/engines/dynamodb.ts";
import type { CallHistory, Expiring } from "../../shared/call-history/model.ts";
import { toAttributes } from "../../shared/call-history/record-attributes.ts";
import { fields, type IndexName, indexes } from "../../shared/call-history/schema.ts";
import type { Item } from "../../shared/platform/dynamodb.ts";
import { tableKey } from "../../shared/platform/keys.ts";
import { startDynamodb } from "./dynamodb.ts";
import { folderRoot } from "./folder-root.ts";
import { createWorldOn, type World } from "./world.ts";

type StoredCall = Expiring<CallHistory>;

/** A world whose table holds these records, on its own engine, whose import is many times faster than its API. */
export async function createLoadedWorld(
	records: Iterable<StoredCall>,
): Promise<{ world: World; endpoint: string; stop: () => void }> {
	const folder = mkdtempSync(join(folderRoot(), "rireki-"));
	const databaseFile = join(folder, "table.sqlite");
	const tableName = "loaded";
	let stopEngine = () => {};
	const stop = () => {
		process.off("exit", stop);
		stopEngine();
		rmSync(folder, { recursive: true, force: true });
	};
	process.once("exit", stop);
	await importItems({ engine: findBinary(), databaseFile, table: tableInput(tableName), items: itemsOf(records) });
	const engine = await startDynamodb(databaseFile);
	stopEngine = engine.stop;
	return { world: createWorldOn({ endpoint: engine.endpoint, tableName }), endpoint: engine.endpoint, stop };
}

/** The items of records and of the pointers to the latest records, as the intake writes them. */
function* itemsOf(records: Iterable<StoredCall>): Generator<Item> {
	const latest = new Map<string, StoredCall>();
	for (const record of records) {
		const key = `${record.batchId}#${record.customerId}`;
		if ((latest.get(key)?.calledAt ?? 0) < record.calledAt) latest.set(key, record);
		yield recordItem(record);
	}
	for (const record of latest.values()) yield storedLatest(record);
}

export function recordItem(record: StoredCall): Item {
	return storedRecord(toAttributes(record));
}

/** The size of a record's entry in an index: its projected attributes and both keys. */
export function entryBytes(item: Item, name: IndexName): number {
	const { pk, sk, projection } = indexes[name];
	const kept = new Set<string>([tableKey.pk, tableKey.sk, pk, sk, ...projection.map((attribute) => fields[attribute])]);
	return itemBytes(Object.fromEntries(Object.entries(item).filter(([attribute]) => kept.has(attribute))));
}

/** The size of an item as DynamoDB bills it: names and values in UTF-8, numbers by their digits. */
export function itemBytes(item: Item): number {
	let bytes = 0;
	for (const [name, value] of Object.entries(item)) {
		bytes += Buffer.byteLength(name);
		if (value.S !== undefined) bytes += Buffer.byteLength(value.S);
		else if (value.N !== undefined) bytes += Math.ceil(value.N.replace(/^-|\.|0+$/g, "").length / 2) + 1;
	}
	return bytes;
}
