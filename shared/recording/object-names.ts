import type { Item } from "../platform/dynamodb.ts";
import { fillTemplate, prefixOf, tableKey } from "../platform/keys.ts";
import { composed } from "../platform/provider.ts";
import type { TableReader } from "../platform/table-reader.ts";
import { tableReader } from "../platform/table-reader.ts";
import type { TableWriter } from "../platform/table-writer.ts";
import { tableWriter } from "../platform/table-writer.ts";
import { dayMs } from "../time/model.ts";
import type { ObjectName } from "./model.ts";
import { objectFields as fields, objectTemplates, sweepItem } from "./schema.ts";

export type ObjectNames = ReturnType<typeof createObjectNames>;

type StoredObject = Pick<ObjectName, "tenantId" | "objectKey">;

const { pk, sk } = tableKey;
/** Longer than a recording waits for its call. */
const reservedMs = 2 * dayMs;
/** Longer than an event may wait in the queue and then, if rejected, in the dead-letter queue. */
const graveMs = 30 * dayMs;
/** Enough to decide whether an object has any. */
const namesAtOnce = 25;

/** Which records name an object, and which objects are gone (docs/decisions/018). Times in epoch milliseconds. */
export function createObjectNames(reader: TableReader, writer: TableWriter) {
	/** Missing or expired: the table deletes expired items later. */
	const onlyNew = (now: number) => ({
		expression: "attribute_not_exists(#p) OR #e <= :now",
		names: { "#p": pk, "#e": fields.expiresAt },
		values: { ":now": { N: String(Math.floor(now / 1000)) } },
	});
	const grave = (object: StoredObject, now: number): Item => ({
		...graveKey(object),
		[fields.goneAt]: { N: String(now) },
		[fields.expiresAt]: seconds(now + graveMs),
	});

	/** The first of the records that name or have reserved an object. */
	async function find({ tenantId, objectKey }: StoredObject, now: number, consistent: boolean) {
		const items = await reader.queryFirst(
			{
				KeyConditionExpression: "#p = :p AND begins_with(#s, :name)",
				FilterExpression: "attribute_not_exists(#e) OR #e > :now",
				ExpressionAttributeNames: { "#p": pk, "#s": sk, "#e": fields.expiresAt },
				ExpressionAttributeValues: {
					":p": { S: partitionOf({ tenantId, objectKey }) },
					":name": { S: prefixOf(objectTemplates.name) },
					":now": { N: String(Math.floor(now / 1000)) },
				},
				ConsistentRead: consistent,
			},
			namesAtOnce,
		);
		return items.map((item) => ({
			callId: (item[sk]?.S ?? "").slice(prefixOf(objectTemplates.name).length),
			namedAt: Number(item[fields.namedAt]?.N),
		}));
	}

	return {
		find,

		async isNamed(object: StoredObject, now: number): Promise<boolean> {
			return (await find(object, now, true)).length > 0;
		},

		/** Await this before the record refers to the object: a named object survives the end of all other records. */
		async add(name: ObjectName, now: number): Promise<void> {
			await writer.put({ ...nameKey(name), [fields.namedAt]: { N: String(now) } });
		},

		/** Keeps an object for a call that has not arrived yet. */
		async reserve(name: ObjectName, now: number): Promise<void> {
			const item = { [fields.namedAt]: { N: String(now) }, [fields.expiresAt]: seconds(now + reservedMs) };
			await writer.put({ ...nameKey(name), ...item }, onlyNew(now));
		},

		/** Withdraws a name that was just added. */
		async takeBack(name: ObjectName, now: number): Promise<void> {
			const item = { [fields.namedAt]: { N: String(now) }, [fields.expiresAt]: seconds(now) };
			await writer.put({ ...nameKey(name), ...item });
		},

		/** When each of these names was added, by object; missing ones are left out. */
		async findNamedAt(names: readonly ObjectName[]): Promise<Map<string, number>> {
			const items = await reader.batchGet(names.map(nameKey), { consistent: true });
			return new Map(items.map((item) => [objectOf(item), Number(item[fields.namedAt]?.N)]));
		},

		/** Removes a name, unless it has been added again since. */
		async remove(name: ObjectName, namedAt: number): Promise<void> {
			await writer.delete(nameKey(name), {
				expression: "#at = :at",
				names: { "#at": fields.namedAt },
				values: { ":at": { N: String(namedAt) } },
			});
		},

		/** When an object was removed, or its removal began. */
		async findGoneAt(object: StoredObject, now: number): Promise<number | undefined> {
			const [item] = await reader.batchGet([graveKey(object)], { consistent: true });
			const isOver = Number(item?.[fields.expiresAt]?.N) * 1000 <= now;
			return item && !isOver ? Number(item[fields.goneAt]?.N) : undefined;
		},

		/** Marks an object as being removed. @returns whether it was not marked yet */
		async bury(object: StoredObject, now: number): Promise<boolean> {
			if (await writer.put(grave(object, now), onlyNew(now))) return true;
			await writer.put(grave(object, now));
			return false;
		},

		/** Marks an object as present. */
		async raise(object: StoredObject, now: number): Promise<void> {
			await writer.put({ ...grave(object, 0), [fields.expiresAt]: seconds(now) });
		},

		/** When names began to be recorded; older objects have none. Set by the first caller. */
		async keptSince(now: number): Promise<number> {
			const key = { [pk]: { S: sweepItem.pk }, [sk]: { S: sweepItem.sk } };
			const since = async () =>
				Number((await reader.batchGet([key], { consistent: true }))[0]?.[sweepItem.sinceField]?.N);
			const known = await since();
			if (known) return known;
			await writer.put({ ...key, [sweepItem.sinceField]: { N: String(now) } }, onlyNew(now));
			return since();
		},
	};
}

function partitionOf({ tenantId, objectKey }: StoredObject): string {
	return fillTemplate(objectTemplates.pk, { tenantId, path: objectKey.slice(tenantId.length) });
}

/** The object that an item is about: the reverse of {@link partitionOf}. */
function objectOf(item: Item): string {
	return (item[pk]?.S ?? "").replace("#", "");
}

function nameKey({ callId, ...object }: ObjectName): Item {
	return { [pk]: { S: partitionOf(object) }, [sk]: { S: fillTemplate(objectTemplates.name, { callId }) } };
}

function graveKey(object: StoredObject): Item {
	return { [pk]: { S: partitionOf(object) }, [sk]: { S: objectTemplates.grave } };
}

function seconds(time: number) {
	return { N: String(Math.floor(time / 1000)) };
}

export const objectNames = composed(createObjectNames, tableReader, tableWriter);
