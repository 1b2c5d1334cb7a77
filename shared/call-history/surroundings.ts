import type { Directory } from "../directory/model.ts";
import { directoryKey, toDirectory } from "../directory/reader.ts";
import type { DirectoryKind } from "../directory/schema.ts";
import type { Item } from "../platform/dynamodb.ts";
import { tableKey } from "../platform/keys.ts";
import { latestKey } from "./codec.ts";
import type { CallHistory } from "./model.ts";
import { fields, templates } from "./schema.ts";

export type LatestReference = Pick<CallHistory, "tenantId" | "batchId" | "customerId">;

/** A record's references: what a correction depends on, and whose names it shows. */
export type Referring = LatestReference &
	Pick<CallHistory, "campaignId"> &
	Partial<Pick<CallHistory, "customerListId" | "callingGroupId" | "agentId" | "updatedBy">>;

/** What records refer to, and the ids of those that are the latest of their (batch, customer). */
export interface Surroundings {
	directory: Directory;
	latest: Set<string>;
}

/** The keys of the items that {@link toSurroundings} reads, each once. @param accounts already known */
export function surroundingKeys(
	tenantId: string,
	records: readonly Referring[],
	accounts: Directory["accounts"],
): Item[] {
	const keys = records.flatMap((record) => {
		const references: [DirectoryKind, string | undefined][] = [
			["batch", record.batchId],
			["campaign", record.campaignId],
			["customerList", record.customerListId],
			["callingGroup", record.callingGroupId],
			["account", record.agentId],
			["account", record.updatedBy],
		];
		return references
			.filter(([kind, id]) => id !== undefined && !(kind === "account" && accounts.has(id)))
			.map(([kind, id]) => directoryKey(tenantId, { kind, id }))
			.concat(latestKey(tenantId, record.batchId, record.customerId));
	});
	return distinctKeys(keys);
}

export function toSurroundings(items: readonly Item[]): Surroundings {
	const pointers = items.filter((item) => item[tableKey.sk]?.S === templates.latest.sk);
	return { directory: toDirectory(items), latest: new Set(pointers.map((item) => item[fields.callId]?.S ?? "")) };
}

/** BatchGetItem refuses duplicate keys. */
export function distinctKeys(keys: readonly Item[]): Item[] {
	return [...new Map(keys.map((key) => [`${key[tableKey.pk]?.S} ${key[tableKey.sk]?.S}`, key])).values()];
}
