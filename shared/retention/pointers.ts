import { latestKey, recordKey } from "../call-history/codec.ts";
import { fields } from "../call-history/schema.ts";
import type { Item } from "../platform/dynamodb.ts";
import { tableKey } from "../platform/keys.ts";
import { composed } from "../platform/provider.ts";
import type { TableReader } from "../platform/table-reader.ts";
import { tableReader } from "../platform/table-reader.ts";
import type { Condition, TableWriter } from "../platform/table-writer.ts";
import { tableWriter } from "../platform/table-writer.ts";

export type Pointers = ReturnType<typeof createPointers>;

const { pk } = tableKey;
/** The attributes of a pointer, which a record has as well. */
const named = [fields.tenantId, fields.batchId, fields.customerId, fields.callId, fields.calledAt] as const;
const names = { "#callId": fields.callId, "#calledAt": fields.calledAt };
/** ElectroDB's own attributes. */
const marks = { __edb_e__: { S: "l" }, __edb_v__: { S: "1" } };

/** The pointers to customers' latest records in batches. The intake advances them, the retention repairs them. */
export function createPointers(reader: TableReader, writer: TableWriter) {
	return {
		/**
		 * Sets pointers to records that are later than the current ones, or that lack a pointer.
		 * @param customerId only that of this customer
		 * @returns how many were changed
		 */
		async pointAt(tenantId: string, callIds: readonly string[], customerId?: string): Promise<number> {
			const records = await reader.batchGet(
				callIds.map((callId) => recordKey(tenantId, callId)),
				{ attributes: named },
			);
			const latest = new Map<string, Item>();
			for (const record of records) {
				if (customerId !== undefined && record[fields.customerId]?.S !== customerId) continue;
				const key = keyOf(record)[pk]?.S ?? "";
				if (isLater(record, latest.get(key))) latest.set(key, record);
			}
			const found = await reader.batchGet([...latest.values()].map(keyOf));
			const pointers = new Map(found.map((pointer) => [pointer[pk]?.S, pointer]));
			const behind = [...latest].filter(([key, record]) => isLater(record, pointers.get(key)));
			let set = 0;
			for (const [, record] of behind) if (await advance(record)) set++;
			return set;
		},

		/** Sets the pointer to a record, unless it names a later one. */
		advance,

		/** Removes a pointer to a record that is missing or another customer's. */
		async dropStale(tenantId: string, batchId: string, customerId: string): Promise<void> {
			const key = latestKey(tenantId, batchId, customerId);
			const [pointer] = await reader.batchGet([key], { consistent: true });
			const callId = pointer?.[fields.callId]?.S;
			if (!pointer || callId === undefined) return;
			const [record] = await reader.batchGet([recordKey(tenantId, callId)], { consistent: true, attributes: named });
			if (record && named.every((name) => textOf(record[name]) === textOf(pointer[name]))) return;
			await writer.delete(key, {
				expression: "#callId = :callId AND #calledAt = :calledAt",
				names,
				values: { ":callId": { S: callId }, ":calledAt": pointer[fields.calledAt] as never },
			});
		},
	};

	function advance(record: Item): Promise<boolean> {
		const pointer = Object.fromEntries(named.map((name) => [name, record[name] as never]));
		return writer.put({ ...keyOf(record), ...pointer, ...marks }, notBehind(record));
	}
}

function keyOf(record: Item): Item {
	const text = (name: string) => record[name]?.S ?? "";
	return latestKey(text(fields.tenantId), text(fields.batchId), text(fields.customerId));
}

const textOf = (value: Item[string] | undefined) => value?.S ?? value?.N;

/** The later call; of two at the same time, the one with the greater id, as in the intake. */
function isLater(record: Item, other: Item | undefined): boolean {
	if (!other) return true;
	const [at, otherAt] = [record, other].map((item) => Number(item[fields.calledAt]?.N)) as [number, number];
	return at === otherAt ? (record[fields.callId]?.S ?? "") > (other[fields.callId]?.S ?? "") : at > otherAt;
}

function notBehind(record: Item): Condition {
	return {
		expression:
			"attribute_not_exists(#callId) OR #calledAt < :calledAt OR (#calledAt = :calledAt AND #callId < :callId)",
		names,
		values: { ":calledAt": record[fields.calledAt] as never, ":callId": record[fields.callId] as never },
	};
}

export const pointers = composed(createPointers, tableReader, tableWriter);
