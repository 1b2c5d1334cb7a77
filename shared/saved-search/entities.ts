import type { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { Entity } from "electrodb";
import { tableKey } from "../platform/keys.ts";
import { savedSearchFields as f, savedSearchTemplates as templates } from "./schema.ts";

const asIs = { casing: "none" } as const;
const pk = { field: tableKey.pk, template: templates.pk, ...asIs };
const account = {
	tenantId: { type: "string", required: true, field: f.tenantId },
	accountId: { type: "string", required: true, field: f.accountId },
} as const;

/** The list of an account's saved searches. */
export function createSavedListEntity(client: DynamoDBClient, table: string) {
	return new Entity(
		{
			model: { entity: "savedList", version: "1", service: "rireki" },
			attributes: {
				...account,
				version: { type: "number", required: true, field: f.version },
				entries: { type: "string", required: true, field: f.entries },
				start: { type: "string", field: f.start },
			},
			indexes: {
				ofAccount: {
					pk: { ...pk, composite: ["tenantId", "accountId"] },
					sk: { field: tableKey.sk, composite: [], template: templates.list, ...asIs },
				},
			},
		},
		{ client, table },
	);
}

/** The content of one saved search. */
export function createSavedContentEntity(client: DynamoDBClient, table: string) {
	return new Entity(
		{
			model: { entity: "savedContent", version: "1", service: "rireki" },
			attributes: {
				...account,
				id: { type: "string", required: true, field: f.id },
				content: { type: "string", required: true, field: f.content },
			},
			indexes: {
				byId: {
					pk: { ...pk, composite: ["tenantId", "accountId"] },
					sk: { field: tableKey.sk, composite: ["id"], template: templates.content, ...asIs },
				},
			},
		},
		{ client, table },
	);
}
