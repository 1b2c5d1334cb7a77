import { type Batch, batchItemExpiresAt, termsOf } from "../directory/model.ts";
import type { SavedKind } from "../directory/schema.ts";
import type { DirectoryStore } from "../directory/store.ts";
import type { AccountSaved, DirectoryEvent } from "../incoming-event/model.ts";
import type { Outcome } from "./model.ts";
import { dropOfRemoved } from "./removed-tenants.ts";

export interface SaveDeps {
	now: () => number;
	directory: DirectoryStore;
}

type TenantSaved = Extract<DirectoryEvent, { type: "rireki.tenant.saved.v1" }>;
type BatchSaved = Extract<DirectoryEvent, { type: "rireki.batch.saved.v1" }>;
type PlainSaved = Exclude<DirectoryEvent, TenantSaved | BatchSaved | AccountSaved>;

const applied: Outcome = { state: "applied" };

/** Saves a tenant, and brings back one that was removed before. */
export async function saveTenant({ directory }: SaveDeps, event: TenantSaved): Promise<Outcome> {
	if (await directory.save(saveOf(event, "tenant"), event.data)) return applied;
	return dropOfRemoved(event, await directory.findRemoval(event.tenantid)) ?? applied;
}

/** Saves what records refer to. */
export async function saveReference(deps: SaveDeps, event: BatchSaved | AccountSaved | PlainSaved): Promise<Outcome> {
	if (event.type === "rireki.batch.saved.v1") return saveBatch(deps, event);
	if (event.type === "rireki.account.saved.v1") return saveAccount(deps, event);
	const { kind, id, value } = referenceOf(event);
	await deps.directory.save(saveOf(event, kind, id), value);
	return applied;
}

async function saveAccount({ directory }: SaveDeps, event: AccountSaved): Promise<Outcome> {
	await directory.saveParts(saveOf(event, "account", event.data.accountId), event.data, event.missingParts ?? []);
	return applied;
}

async function saveBatch({ now, directory }: SaveDeps, event: BatchSaved): Promise<Outcome> {
	await directory.saveAfter<Batch>(saveOf(event, "batch", event.data.batchId), event.data, (before) => {
		const terms = termsOf(event.data, before, now());
		return { ...terms, expiresAt: batchItemExpiresAt({ ...event.data, ...terms }) };
	});
	return applied;
}

function saveOf(event: DirectoryEvent, kind: SavedKind, id?: string) {
	const { tenantid: tenantId, time: savedAt, id: eventId, isMended } = event;
	return { tenantId, kind, id, savedAt, eventId, isMended };
}

function referenceOf(event: PlainSaved): { kind: SavedKind; id: string; value: object | undefined } {
	switch (event.type) {
		case "rireki.campaign.saved.v1":
			return { kind: "campaign", id: event.data.campaignId, value: event.data };
		case "rireki.customer-list.saved.v1":
			return { kind: "customerList", id: event.data.customerListId, value: event.data };
		case "rireki.customer-list.deleted.v1":
			return { kind: "customerList", id: event.data.customerListId, value: undefined };
		case "rireki.calling-group.saved.v1":
			return { kind: "callingGroup", id: event.data.callingGroupId, value: event.data };
	}
}
