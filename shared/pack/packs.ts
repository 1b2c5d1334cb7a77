import { directoryKey } from "../directory/reader.ts";
import { directoryFields } from "../directory/schema.ts";
import type { Item } from "../platform/dynamodb.ts";
import { AppError } from "../platform/errors.ts";
import { fillTemplate, prefixOf, tableKey } from "../platform/keys.ts";
import { backOff } from "../platform/pause.ts";
import { composed } from "../platform/provider.ts";
import type { TableReader } from "../platform/table-reader.ts";
import { tableReader } from "../platform/table-reader.ts";
import type { Condition, TableWriter } from "../platform/table-writer.ts";
import { tableWriter } from "../platform/table-writer.ts";
import { encodeContents } from "./contents-codec.ts";
import { keyNumbers, type NumberRow } from "./key-numbers.ts";
import type { Contents } from "./model.ts";
import { packFields as f, packDueIndex, packTemplates } from "./schema.ts";

export type Packs = ReturnType<typeof createPacks>;

/** A tenant's stretches that are due. */
export interface DueWork {
	tenantId: string;
	/** The stretches with writes; none if only a check was requested, or the last packer did not finish. */
	stretches: number[];
	/** Since when the oldest stretch has been due; undefined if there is none. */
	dueAt: number | undefined;
}

const { pk, sk } = tableKey;
const switchAttempts = 6;

/** The packer's own operations on a tenant's packed history. */
export function createPacks(reader: TableReader, writer: TableWriter) {
	return {
		/**
		 * Replaces the contents, if their version is unchanged and the tenant still exists.
		 * @param fromVersion 0 where there were none
		 * @returns false if another run has replaced them, or the tenant is gone
		 * @throws AppError `unavailable`; the switch may have taken effect
		 */
		async switchTo(tenantId: string, contents: Contents, fromVersion: number): Promise<boolean> {
			const item = {
				...keyOf(tenantId, packTemplates.contents),
				[f.version]: { N: String(fromVersion + 1) },
				[f.contents]: { B: encodeContents(contents) },
			};
			const tenantIsThere = {
				key: directoryKey(tenantId, { kind: "tenant" }),
				condition: {
					expression: "attribute_exists(#saved) AND attribute_not_exists(#deleted)",
					names: { "#saved": directoryFields.savedAt, "#deleted": directoryFields.deleted },
				},
			};
			for (let attempt = 0; attempt < switchAttempts; attempt++) {
				if (attempt > 0) await backOff(attempt, 25);
				const [own, tenant] = await writer.putIf(item, hasVersion(fromVersion), tenantIsThere);
				if (tenant === "ConditionalCheckFailed") return false;
				if (own === "ConditionalCheckFailed") return isStored(item);
				if (own === "None" && tenant === "None") return true;
			}
			throw new AppError("contended", "other writers kept the contents or the tenant busy");
		},

		/** The due work by tenant, the longest overdue first. @param limit how many notes to read */
		async due(now: number, limit: number): Promise<DueWork[]> {
			const found = new Map<string, DueWork>();
			let examined = 0;
			let startKey: Item | undefined;
			do {
				const page = await reader.query({
					IndexName: packDueIndex.name,
					KeyConditionExpression: "#due = :due AND #at <= :now",
					ExpressionAttributeNames: { "#due": packDueIndex.pk, "#at": packDueIndex.sk },
					ExpressionAttributeValues: { ":due": { S: packDueIndex.value }, ":now": { N: String(now) } },
					Limit: limit - examined,
					...(startKey ? { ExclusiveStartKey: startKey } : {}),
				});
				for (const item of page.items) collect(found, item);
				examined += page.items.length;
				startKey = page.lastKey;
			} while (startKey && examined < limit);
			return [...found.values()];
		},

		/** Removes the notes of these stretches. */
		async settle(tenantId: string, stretches: readonly number[]): Promise<void> {
			await writer.deleteAll(stretches.map((stretch) => keyOf(tenantId, fillTemplate(packTemplates.due, { stretch }))));
		},

		/**
		 * Holds a tenant for a while, so that no other run packs it. If the holder never releases it, it becomes due again.
		 * @returns false where another one holds it
		 */
		hold(tenantId: string, holder: string, now: number, until: number): Promise<boolean> {
			const item = {
				...keyOf(tenantId, packTemplates.hold),
				...dueAgain(until),
				[f.heldUntil]: { N: String(until) },
				[f.holder]: { S: holder },
			};
			return writer.put(item, {
				// It may be our own hold, if the answer to the first attempt was lost.
				expression: "attribute_not_exists(#until) OR #until <= :now OR #holder = :holder",
				names: { "#until": f.heldUntil, "#holder": f.holder },
				values: { ":now": { N: String(now) }, ":holder": { S: holder } },
			});
		},

		/** Lets others pack it again. @param wakeAt when to check it, even without further writes */
		async release(tenantId: string, holder: string, wakeAt: number | undefined): Promise<void> {
			const key = keyOf(tenantId, packTemplates.hold);
			const own = {
				expression: "#holder = :holder",
				names: { "#holder": f.holder },
				values: { ":holder": { S: holder } },
			};
			if (wakeAt === undefined) await writer.delete(key, own);
			else await writer.put({ ...key, ...dueAgain(wakeAt) }, own);
		},

		/** Updates the keys of the index by number. */
		keyNumbers: (tenantId: string, rows: readonly NumberRow[]) => keyNumbers(writer, tenantId, rows),

		/** Removes the tenant's packed history from the table. */
		async clear(tenantId: string): Promise<void> {
			const items = await reader.queryAll({
				KeyConditionExpression: "#p = :p",
				ProjectionExpression: "#p, #s",
				ExpressionAttributeNames: { "#p": pk, "#s": sk },
				ExpressionAttributeValues: { ":p": { S: fillTemplate(packTemplates.pk, { tenantId }) } },
				ConsistentRead: true,
			});
			await writer.deleteAll(items);
		},
	};

	/** Whether an earlier attempt took effect and its answer was lost: no two runs write the same names. */
	async function isStored(item: Item): Promise<boolean> {
		const key = Object.fromEntries([pk, sk].map((name) => [name, item[name]])) as Item;
		const [stored] = await reader.batchGet([key], { consistent: true });
		const written = Buffer.from(item[f.contents]?.B ?? []).toString("base64");
		return stored?.[f.version]?.N === item[f.version]?.N && String(stored?.[f.contents]?.B) === written;
	}
}

function hasVersion(version: number): Condition {
	if (version === 0) return { expression: "attribute_not_exists(#p)", names: { "#p": pk } };
	const values = { ":version": { N: String(version) } };
	return { expression: "#version = :version", names: { "#version": f.version }, values };
}

function keyOf(tenantId: string, sortKey: string): Item {
	return { [pk]: { S: fillTemplate(packTemplates.pk, { tenantId }) }, [sk]: { S: sortKey } };
}

function dueAgain(at: number): Item {
	return { [packDueIndex.pk]: { S: packDueIndex.value }, [packDueIndex.sk]: { N: String(at) } };
}

function collect(found: Map<string, DueWork>, item: Item): void {
	const suffix = fillTemplate(packTemplates.pk, { tenantId: "" });
	const tenantId = (item[pk]?.S ?? "").slice(0, -suffix.length);
	const work = found.get(tenantId) ?? { tenantId, stretches: [], dueAt: undefined };
	found.set(tenantId, work);
	const sortKey = item[sk]?.S ?? "";
	if (sortKey === packTemplates.hold) return;
	work.stretches.push(Number(sortKey.slice(prefixOf(packTemplates.due).length)));
	work.dueAt ??= Number(item[packDueIndex.sk]?.N);
}

export const packs = composed(createPacks, tableReader, tableWriter);
