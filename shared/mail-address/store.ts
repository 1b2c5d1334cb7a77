import type { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { Entity, Service } from "electrodb";
import { directoryFields, directoryKinds, directoryTemplates } from "../directory/schema.ts";
import { AppError } from "../platform/errors.ts";
import { tableKey } from "../platform/keys.ts";
import { claimFields, claimTemplates } from "./schema.ts";

const conflictRetries = 8;
const { letter, fields } = directoryKinds.mailAddress;
const { pk, sk } = tableKey;
const asIs = { casing: "none" } as const;

export type MailAddressStore = ReturnType<typeof createMailAddressStore>;

export function createMailAddressStore(client: DynamoDBClient, table: string) {
	const all = new Service({
		settings: createSettingEntity(client, table),
		claims: createClaimEntity(client, table),
	});

	return {
		/**
		 * Replaces the address that an account has set by another one, or by none, with the claims on both in one
		 * transaction: an account has a claim exactly where its setting says so.
		 * @param change `before`: what the setting was seen to hold
		 * @returns "stale" where it no longer does, "taken" where another account has set the same address
		 * @throws AppError `unavailable` (other writers all the time)
		 */
		async replace(change: {
			tenantId: string;
			accountId: string;
			before: string | undefined;
			after: string | undefined;
			/** Epoch milliseconds. */
			savedAt: number;
		}): Promise<"replaced" | "stale" | "taken"> {
			const { tenantId, accountId, before, after, savedAt } = change;
			for (let attempt = 0; attempt < conflictRetries; attempt++) {
				const result = await all.transaction
					.write(({ settings, claims }) => [
						settings
							.put({ tenantId, letter, id: accountId, email: after, savedAt })
							.where(({ email }, { notExists, eq }) => (before === undefined ? notExists(email) : eq(email, before)))
							.commit(),
						...(after === undefined || after === before
							? []
							: [
									claims
										.put({ tenantId, email: after, accountId })
										.where(
											(claim, { notExists, eq }) =>
												`${notExists(claim.accountId)} OR ${eq(claim.accountId, accountId)}`,
										)
										.commit(),
								]),
						...(before === undefined || after === before
							? []
							: [
									claims
										.delete({ tenantId, email: before })
										.where((claim, { eq }) => eq(claim.accountId, accountId))
										.commit(),
								]),
					])
					.go();
				if (!result.canceled) return "replaced";
				const [setting, ...ofClaims] = result.data.map((item) => item?.code);
				if (setting === "ConditionalCheckFailed") return "stale";
				if (ofClaims.includes("ConditionalCheckFailed")) return "taken";
				await new Promise((resolve) => setTimeout(resolve, Math.random() * 10 * 2 ** attempt));
			}
			throw new AppError("unavailable", "contended", "other writers kept the address busy");
		},
	};
}

/** What an account has set, in the directory's partition; without an address where it wants none. */
function createSettingEntity(client: DynamoDBClient, table: string) {
	return new Entity(
		{
			model: { entity: letter, version: "1", service: "rireki" },
			attributes: {
				tenantId: { type: "string", required: true, field: directoryFields.tenantId },
				letter: { type: "string", required: true, field: directoryFields.letter },
				id: { type: "string", required: true, field: directoryFields.id },
				email: { type: "string", field: fields.email },
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

function createClaimEntity(client: DynamoDBClient, table: string) {
	return new Entity(
		{
			model: { entity: "u", version: "1", service: "rireki" },
			attributes: {
				tenantId: { type: "string", required: true, field: claimFields.tenantId },
				email: { type: "string", required: true, field: claimFields.email },
				accountId: { type: "string", required: true, field: claimFields.accountId },
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
