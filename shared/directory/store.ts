import { createHash } from "node:crypto";
import type { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { dynamoDbClient, tableName } from "../platform/dynamodb.ts";
import { AppError } from "../platform/errors.ts";
import { composed } from "../platform/provider.ts";
import { mergeParts, placeOf, type SavedItem } from "../saved-item/model.ts";
import { createDirectoryEntity } from "./entities.ts";
import { directoryKinds, type SavedKind } from "./schema.ts";

/**
 * Which event a save comes from. The later `savedAt` wins, then the greater `eventId`. Of two events with the same id,
 * which no sender should produce, the undamaged one wins, then the greater digest, so that the result does not depend
 * on the order of arrival.
 */
export interface Save {
	tenantId: string;
	kind: SavedKind;
	/** Absent for the tenant itself. */
	id?: string | undefined;
	/** Epoch milliseconds. */
	savedAt: number;
	eventId: string;
	/** Whether part of the event could not be used. */
	isMended?: boolean | undefined;
}

/** Sorts before any character of a digest. */
const mendedMark = "!";

type Item = ReturnType<typeof toItem>;

const conflictRetries = 8;

export type DirectoryStore = ReturnType<typeof createDirectoryStore>;

export function createDirectoryStore(client: DynamoDBClient, table: string) {
	const { mailAddress: _, ...saved } = directoryKinds;
	const kinds = Object.keys(saved) as SavedKind[];
	const entities = new Map(kinds.map((kind) => [kind, createDirectoryEntity(kind, client, table)]));

	return {
		/**
		 * Stores what an event saved, unless a newer event has been applied.
		 * @param value the attributes of the kind, or undefined if the event deleted it
		 * @returns false if the event was older
		 */
		async save(save: Save, value: object | undefined): Promise<boolean> {
			return putNewest(toItem(save, value), save.kind);
		},

		/**
		 * Like {@link save}, with attributes derived from the previous item.
		 * @param follow derives them from the stored attributes of the kind, which are undefined if the item is new
		 * @throws AppError `unavailable` (constant contention)
		 */
		async saveAfter<Value extends object>(
			save: Save,
			value: Value,
			follow: (before: Value | undefined) => object,
		): Promise<boolean> {
			const item = toItem(save, value);
			return exchange(save, (before) => {
				if (before && placeOf(before) >= placeOf(item)) return undefined;
				return { ...item, ...follow(before && !before.deleted ? (before as unknown as Value) : undefined) };
			});
		},

		/**
		 * Like {@link save}, for a save that may lack parts: each part stays as the newest save that had it left it,
		 * whatever the order of arrival. A save with all parts costs no more than {@link save}, as long as it is the
		 * newest.
		 * @param value with placeholders for missing parts, which stay until a save has these parts
		 * @throws AppError `unavailable` (constant contention)
		 */
		async saveParts(save: Save, value: object, missingParts: readonly string[]): Promise<boolean> {
			const item = toItem(save, value);
			if (missingParts.length === 0 && (await putNewest(item, save.kind))) return true;
			return exchange(save, (before) => mergeParts(before, item, missingParts));
		},

		/** When a tenant was removed, in epoch milliseconds; undefined if it was not, or has been saved since. */
		async findRemoval(tenantId: string): Promise<number | undefined> {
			const { letter } = directoryKinds.tenant;
			const { data } = await entityOf("tenant").get({ tenantId, letter, id: "" }).go({ consistent: true });
			return data?.deleted ? data.savedAt : undefined;
		},
	};

	async function putNewest(item: Item, kind: SavedKind): Promise<boolean> {
		const { savedAt, eventId } = item;
		const { rejected } = await entityOf(kind)
			.put(item)
			.where((attribute, { notExists, lt, lte, eq }) => {
				const isOlder = `${notExists(attribute.savedAt)} OR ${lt(attribute.savedAt, savedAt)}`;
				return `${isOlder} OR (${eq(attribute.savedAt, savedAt)} AND ${lte(attribute.eventId, eventId)})`;
			})
			.go({ returnOnConditionCheckFailure: true });
		return !rejected;
	}

	/** Replaces an item by one derived from it; costs a read unit more than a plain save. */
	async function exchange(
		{ tenantId, kind, id = "" }: Save,
		next: (before: SavedItem | undefined) => Item | undefined,
	): Promise<boolean> {
		const [entity, { letter }] = [entityOf(kind), directoryKinds[kind]];
		for (let attempt = 0; attempt < conflictRetries; attempt++) {
			const { data: before } = await entity.get({ tenantId, letter, id }).go({ consistent: true });
			const item = next(before ?? undefined);
			if (!item) return false;
			const { rejected } = await entity
				.put(item)
				.where((attribute, { notExists, eq }) => {
					if (!before) return notExists(attribute.savedAt);
					const parts = before.formerParts;
					const sameParts = parts === undefined ? notExists(attribute.formerParts) : eq(attribute.formerParts, parts);
					const sameEvent = `${eq(attribute.savedAt, before.savedAt)} AND ${eq(attribute.eventId, before.eventId)}`;
					return `${sameEvent} AND ${sameParts}`;
				})
				.go({ returnOnConditionCheckFailure: true });
			if (!rejected) return true;
		}
		throw new AppError("contended", "other saves kept the item busy");
	}

	function entityOf(kind: SavedKind): ReturnType<typeof createDirectoryEntity> {
		return entities.get(kind) as ReturnType<typeof createDirectoryEntity>;
	}
}

/** Validated values have their members in the schema's order, so that equal values are equal as text. */
function toItem({ tenantId, kind, id = "", savedAt, eventId, isMended }: Save, value: object | undefined) {
	const { letter } = directoryKinds[kind];
	const digest = createHash("sha256")
		.update(JSON.stringify(value ?? null))
		.digest("base64url");
	const deleted = value ? {} : { deleted: true };
	const mark = isMended ? mendedMark : "";
	return { ...value, tenantId, letter, id, savedAt, eventId: `${eventId} ${mark}${digest.slice(0, 8)}`, ...deleted };
}

export const directory = composed(createDirectoryStore, dynamoDbClient, tableName);
