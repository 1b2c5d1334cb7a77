import type { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { Entity } from "electrodb";
import { tableKey } from "../platform/keys.ts";
import { directoryFields, directoryKinds, directoryTemplates, type SavedKind } from "./schema.ts";

/** Values were validated when the event came in: their types are the model's, not repeated here. */
export function createDirectoryEntity(kind: SavedKind, client: DynamoDBClient, table: string) {
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
				formerParts: { type: "string", field: directoryFields.formerParts },
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
