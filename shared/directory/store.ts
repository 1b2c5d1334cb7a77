import type { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { Entity } from "electrodb";
import { tableKey } from "../platform/keys.ts";
import { directoryFields, directoryKinds, directoryTemplates, type SavedKind } from "./schema.ts";

/** Which event a save came in with. The later `savedAt` wins, and of two at one time the greater `eventId`. */
export interface Save {
	tenantId: string;
	kind: SavedKind;
	/** Absent for the tenant itself. */
	id?: string;
	/** Epoch milliseconds. */
	savedAt: number;
	eventId: string;
}

export type DirectoryStore = ReturnType<typeof createDirectoryStore>;

export function createDirectoryStore(client: DynamoDBClient, table: string) {
	const { mailAddress: _, ...saved } = directoryKinds;
	const kinds = Object.keys(saved) as SavedKind[];
	const entities = new Map(kinds.map((kind) => [kind, createEntity(kind, client, table)]));

	return {
		/**
		 * Stores what an event saved, unless a newer event has been applied.
		 * @param value the attributes of the kind, or undefined where the event deleted it
		 * @returns false where the event was the older one
		 */
		async save({ tenantId, kind, id = "", savedAt, eventId }: Save, value: object | undefined): Promise<boolean> {
			const entity = entities.get(kind) as ReturnType<typeof createEntity>;
			const { letter } = directoryKinds[kind];
			const item = { ...value, tenantId, letter, id, savedAt, eventId, ...(value ? {} : { deleted: true }) };
			const { rejected } = await entity
				.put(item)
				.where(
					(attribute, { notExists, lt, lte, eq }) =>
						`${notExists(attribute.savedAt)} OR ${lt(attribute.savedAt, savedAt)} OR (${eq(attribute.savedAt, savedAt)} AND ${lte(attribute.eventId, eventId)})`,
				)
				.go({ returnOnConditionCheckFailure: true });
			return !rejected;
		},
	};
}

/** Values were validated when the event came in: their types are the model's, not repeated here. */
function createEntity(kind: SavedKind, client: DynamoDBClient, table: string) {
	const values = Object.entries(directoryKinds[kind].fields).map(([name, field]) => [name, { type: "any", field }]);
	return new Entity(
		{
			model: { entity: directoryKinds[kind].letter, version: "1", service: "rireki" },
			attributes: {
				...(Object.fromEntries(values) as Record<never, never>),
				tenantId: { type: "string", required: true, field: directoryFields.tenantId },
				letter: { type: "string", required: true, field: directoryFields.letter },
				id: { type: "string", required: true, field: directoryFields.id },
				savedAt: { type: "number", required: true, field: directoryFields.savedAt },
				eventId: { type: "string", required: true, field: directoryFields.eventId },
				deleted: { type: "boolean", field: directoryFields.deleted },
			},
			indexes: {
				byId: {
					pk: { field: tableKey.pk, composite: ["tenantId"], template: directoryTemplates.pk, casing: "none" },
					sk: { field: tableKey.sk, composite: ["letter", "id"], template: directoryTemplates.sk, casing: "none" },
				},
			},
		},
		{ client, table },
	);
}
