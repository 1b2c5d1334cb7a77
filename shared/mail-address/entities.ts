import type { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { Entity } from "electrodb";
import { directoryFields, directoryKinds, directoryTemplates } from "../directory/schema.ts";
import { tableKey } from "../platform/keys.ts";
import { claimFields, claimTemplates, unconfirmedFields, unconfirmedTemplates } from "./schema.ts";

export const { letter } = directoryKinds.mailAddress;
const { pk, sk } = tableKey;
const asIs = { casing: "none" } as const;

/** An account's setting, in the directory's partition; without an address if it wants no mails. */
export function createSettingEntity(client: DynamoDBClient, table: string) {
	return new Entity(
		{
			model: { entity: letter, version: "1", service: "rireki" },
			attributes: {
				tenantId: { type: "string", required: true, field: directoryFields.tenantId },
				letter: { type: "string", required: true, field: directoryFields.letter },
				id: { type: "string", required: true, field: directoryFields.id },
				email: { type: "string", field: directoryKinds.mailAddress.fields.email },
				confirmedBy: { type: "string", field: directoryKinds.mailAddress.fields.confirmedBy },
				savedAt: { type: "number", required: true, field: directoryFields.savedAt },
			},
			indexes: {
				byId: {
					pk: { field: pk, composite: ["tenantId"], template: directoryTemplates.pk, ...asIs },
					sk: { field: sk, composite: ["letter", "id"], template: directoryTemplates.sk, ...asIs },
				},
			},
		},
		{ client, table },
	);
}

export function createUnconfirmedEntity(client: DynamoDBClient, table: string) {
	const { tenantId, accountId, email, tokenHash, expiresAt } = unconfirmedFields;
	return new Entity(
		{
			model: { entity: "e", version: "1", service: "rireki" },
			attributes: {
				tenantId: { type: "string", required: true, field: tenantId },
				accountId: { type: "string", required: true, field: accountId },
				email: { type: "string", required: true, field: email },
				tokenHash: { type: "string", required: true, field: tokenHash },
				expiresAt: { type: "number", required: true, field: expiresAt },
			},
			indexes: {
				ofAccount: {
					pk: { field: pk, composite: ["tenantId", "accountId"], template: unconfirmedTemplates.pk, ...asIs },
					sk: { field: sk, composite: [], template: unconfirmedTemplates.sk, ...asIs },
				},
			},
		},
		{ client, table },
	);
}

export function createClaimEntity(client: DynamoDBClient, table: string) {
	return new Entity(
		{
			model: { entity: "u", version: "1", service: "rireki" },
			attributes: {
				tenantId: { type: "string", required: true, field: claimFields.tenantId },
				email: { type: "string", required: true, field: claimFields.email },
				accountId: { type: "string", required: true, field: claimFields.accountId },
				expiresAt: { type: "number", field: claimFields.expiresAt },
			},
			indexes: {
				claim: {
					pk: { field: pk, composite: ["tenantId", "email"], template: claimTemplates.pk, ...asIs },
					sk: { field: sk, composite: [], template: claimTemplates.sk, ...asIs },
				},
			},
		},
		{ client, table },
	);
}
