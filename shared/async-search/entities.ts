import type { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { Entity } from "electrodb";
import { expiresAtField, tableKey } from "../platform/keys.ts";
import { asyncSearchTemplates as templates } from "./schema.ts";

/** An asynchronous search in its place. */
export function createAsyncSearchEntity(client: DynamoDBClient, table: string) {
	return new Entity(
		{
			model: { entity: "j", version: "1", service: "rireki" },
			attributes: {
				tenantId: { type: "string", required: true },
				accountId: { type: "string", required: true },
				place: { type: "number", required: true },
				asyncSearchId: { type: "string", required: true },
				requestId: { type: "string", required: true },
				run: { type: "number", required: true },
				state: {
					type: ["unprocessed", "processing", "completed", "failed"] as const,
					required: true,
				},
				/** JSON, as are `sort`, `columns`, `scope` and `batchIds`. */
				conditions: { type: "string", required: true },
				sort: { type: "string", required: true },
				note: { type: "string" },
				encoding: { type: "string", required: true },
				format: { type: "string", required: true },
				columns: { type: "string", required: true },
				createdAt: { type: "number", required: true },
				snapshotAt: { type: "number", required: true },
				startedAt: { type: "number" },
				finishedAt: { type: "number" },
				expiresAt: { type: "number", required: true, field: expiresAtField },
				rowsDone: { type: "number", required: true },
				rowsEstimated: { type: "number" },
				partitions: { type: "number" },
				donePartitions: { type: "set", items: "number" },
				scope: { type: "string" },
				batchIds: { type: "string" },
				rowCount: { type: "number" },
				byteCount: { type: "number" },
				sha256: { type: "string" },
				replacedCount: { type: "number" },
				guardedCount: { type: "number" },
				failureCode: { type: "string" },
				mailClaim: { type: "string" },
				/** JSON, as is `former`. */
				repeat: { type: "string" },
				packDue: { type: "string" },
				dueAt: { type: "number" },
				ranFor: { type: "number" },
				tries: { type: "number" },
				former: { type: "string" },
				open: { type: "string" },
				openSince: { type: "number" },
			},
			indexes: {
				byPlace: {
					pk: { field: tableKey.pk, composite: ["tenantId", "accountId"], template: templates.pk, casing: "none" },
					sk: { field: tableKey.sk, composite: ["place"], template: templates.sk, casing: "none" },
				},
			},
		},
		{ client, table },
	);
}

export type AsyncSearchEntity = ReturnType<typeof createAsyncSearchEntity>;
