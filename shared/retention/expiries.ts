import { erasedKey, latestKey, recordKey, tombstoneKey } from "../call-history/codec.ts";
import { marksOf } from "../call-history/marks-model.ts";
import type { CallHistory } from "../call-history/model.ts";
import { fields, templates } from "../call-history/schema.ts";
import type { Item } from "../platform/dynamodb.ts";
import { AppError } from "../platform/errors.ts";
import { tableKey } from "../platform/keys.ts";
import { composed } from "../platform/provider.ts";
import type { TableReader } from "../platform/table-reader.ts";
import { tableReader } from "../platform/table-reader.ts";
import type { Condition, TableWriter } from "../platform/table-writer.ts";
import { tableWriter } from "../platform/table-writer.ts";
import { dayMs } from "../time/model.ts";
import { putTogether } from "./put-together.ts";

export type Expiries = ReturnType<typeof createExpiries>;

const { pk, sk } = tableKey;
const updatesAtOnce = 32;
/** Far longer than a tenant ever stays unpacked. */
const tombstoneMs = 100 * dayMs;
const conflictRetries = 8;
const onlyNew = { expression: "attribute_not_exists(#p)", names: { "#p": pk } };

/** The expiry of records, and the remains of deleted ones. */
export function createExpiries(reader: TableReader, writer: TableWriter) {
	return {
		/**
		 * Sets the expiry of records where it differs: half a read unit for each record, a write unit for each change.
		 * @param expiresAt epoch seconds
		 * @returns how many were changed
		 */
		async setAll(tenantId: string, callIds: readonly string[], expiresAt: number): Promise<number> {
			const keys = callIds.map((callId) => recordKey(tenantId, callId));
			const found = await reader.batchGet(keys, { attributes: [pk, sk, fields.expiresAt] });
			const wanted = { N: String(expiresAt) };
			const others = found.filter((item) => item[fields.expiresAt]?.N !== wanted.N);
			const unlessGone = { expression: "attribute_exists(#p)", names: { "#p": pk } };
			for (let start = 0; start < others.length; start += updatesAtOnce) {
				const updates = others.slice(start, start + updatesAtOnce).map((item) => {
					const key = { [pk]: item[pk], [sk]: item[sk] } as Item;
					return writer.set(key, { [fields.expiresAt]: wanted }, unlessGone);
				});
				await Promise.all(updates);
			}
			return others.length;
		},

		/**
		 * Restores a deleted record. One that was taken in again meanwhile gets what it lacks.
		 * @param expiresAt epoch seconds
		 * @param now epoch milliseconds
		 * @throws AppError `unavailable` (constant contention)
		 */
		async putBack(former: Item, expiresAt: number, now: number): Promise<boolean> {
			const tenantId = former[fields.tenantId]?.S ?? "";
			const { marks, markedAt } = marksOf({ tenantId, calledAt: Number(former[fields.calledAt]?.N) }, now);
			const marked = marks && { [fields.marks]: { S: marks }, [fields.markedAt]: { N: String(markedAt) } };
			const key = { [pk]: former[pk], [sk]: former[sk] } as Item;
			for (let attempt = 0; attempt < conflictRetries; attempt++) {
				const [present] = await reader.batchGet([key], { consistent: true });
				const whole = present ? putTogether(former, present) : former;
				if (!whole) return false;
				const item = { ...whole, ...marked, [fields.expiresAt]: { N: String(expiresAt) } };
				if (await writer.put(item, present ? unchanged(present) : onlyNew)) return true;
			}
			throw new AppError("contended", "other writers kept the record busy");
		},

		/** Leaves a tombstone for as long as a pack may hold the record. @param now epoch milliseconds */
		async leaveTombstone({ tenantId, callId, calledAt }: CallHistory, now: number): Promise<void> {
			await writer.put({
				...tombstoneKey(tenantId, callId),
				[fields.calledAt]: { N: String(calledAt) },
				[fields.marks]: { S: tenantId },
				[fields.markedAt]: { N: String(now) },
				[fields.expiresAt]: { N: String(Math.ceil((now + tombstoneMs) / 1000)) },
			});
		},

		/**
		 * Notes that a record was erased for good. The note outlives record and batch: the call is not taken in again.
		 * @param keptUntil epoch milliseconds: from then on the call is refused for its age
		 */
		async leaveErased(tenantId: string, callId: string, now: number, keptUntil: number): Promise<void> {
			const expiresAt = Math.ceil((Math.max(now, keptUntil) + tombstoneMs) / 1000);
			await writer.put({ ...erasedKey(tenantId, callId), [fields.expiresAt]: { N: String(expiresAt) } });
		},

		/** Removes corrections and accesses of a record, and the pointer to it. @returns false if the record exists */
		async removeBelongings(record: CallHistory): Promise<boolean> {
			const { tenantId, batchId, customerId, callId } = record;
			const key = recordKey(tenantId, callId);
			const items = await reader.queryAll({
				KeyConditionExpression: "#p = :p",
				ProjectionExpression: "#p, #s",
				ExpressionAttributeNames: { "#p": pk, "#s": sk },
				ExpressionAttributeValues: { ":p": key[pk] as NonNullable<Item[string]> },
				ConsistentRead: true,
			});
			if (items.some((item) => item[sk]?.S === key[sk]?.S)) return false;
			await writer.deleteAll(items.filter((item) => item[sk]?.S !== templates.erased.sk));
			await writer.delete(latestKey(tenantId, batchId, customerId), {
				expression: "#callId = :callId",
				names: { "#callId": fields.callId },
				values: { ":callId": { S: callId } },
			});
			return true;
		},
	};
}

/** Every write to a record changes one of these. */
const moving = [
	fields.storedAt,
	fields.version,
	fields.changedAt,
	fields.recordingSavedAt,
	fields.recordingKey,
	fields.olderRecordings,
] as const;

function unchanged(present: Item): Condition {
	const terms = moving.map((name, index) =>
		present[name] ? `#m${index} = :m${index}` : `attribute_not_exists(#m${index})`,
	);
	const values = moving.flatMap((name, index) => (present[name] ? [[`:m${index}`, present[name]] as const] : []));
	return {
		expression: terms.join(" AND "),
		names: Object.fromEntries(moving.map((name, index) => [`#m${index}`, name])),
		values: Object.fromEntries(values),
	};
}

export const expiries = composed(createExpiries, tableReader, tableWriter);
