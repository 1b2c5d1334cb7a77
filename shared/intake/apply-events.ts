import type { CallHistory } from "../call-history/model.ts";
import type { Expiring } from "../call-history/store.ts";
import { type Batch, batchExpiresAt, batchItemExpiresAt } from "../directory/model.ts";
import type { DirectoryKind } from "../directory/schema.ts";
import type { Deps } from "../platform/deps.ts";
import {
	type CallCompleted,
	type DirectoryEvent,
	type IncomingEvent,
	incomingEventSchema,
	type Outcome,
	type RecordingStored,
} from "./model.ts";

export type IntakeDeps = Pick<Deps, "now" | "directoryReader" | "directory" | "callHistories">;

const applied: Outcome = { state: "applied" };

/**
 * Applies events in any order, each as often as it comes, and tells of each what became of it. Within one batch of
 * messages what others refer to goes first.
 * @returns one settled promise a body, in their order; rejected ones are faults of the moment, to be tried again
 */
export async function applyEvents(
	deps: IntakeDeps,
	bodies: readonly string[],
): Promise<PromiseSettledResult<Outcome>[]> {
	const parsed = bodies.map(parseEvent);
	const outcomes: PromiseSettledResult<Outcome>[] = [];
	const step = async (work: (event: IncomingEvent) => Promise<Outcome> | undefined) => {
		const started = parsed.map((entry, index) => {
			const running = "event" in entry ? work(entry.event) : undefined;
			return running && { index, running };
		});
		for (const one of started) {
			if (one) outcomes[one.index] = (await Promise.allSettled([one.running]))[0];
		}
	};

	await step((event) => (isDirectoryEvent(event) ? saveReference(deps, event) : undefined));
	const batches = readBatches(
		deps,
		parsed.flatMap((entry) => ("event" in entry ? [entry.event] : [])),
	);
	await step((event) => (isCall(event) ? completeCall(deps, event, batches) : undefined));
	await step((event) => (isRecording(event) ? storeRecording(deps, event) : undefined));
	return parsed.map((entry, index) =>
		"event" in entry
			? (outcomes[index] as PromiseSettledResult<Outcome>)
			: { status: "fulfilled", value: entry.outcome },
	);
}

function isCall(event: IncomingEvent): event is CallCompleted {
	return event.type === "rireki.call.completed.v1";
}

function isRecording(event: IncomingEvent): event is RecordingStored {
	return event.type === "rireki.recording.stored.v1";
}

function isDirectoryEvent(event: IncomingEvent): event is DirectoryEvent {
	return !isCall(event) && !isRecording(event);
}

/** Reads one message; what is no event of ours is rejected with the first things that are wrong with it. */
function parseEvent(body: string): { event: IncomingEvent } | { outcome: Outcome } {
	let json: unknown;
	try {
		json = JSON.parse(body);
	} catch (error) {
		return { outcome: { state: "rejected", reason: "not-json", detail: (error as Error).message } };
	}
	const result = incomingEventSchema.safeParse(json);
	if (result.success) return { event: result.data };
	const detail = result.error.issues
		.slice(0, 5)
		.map((issue) => `/${issue.path.join("/")}: ${issue.message}`)
		.join("; ");
	return { outcome: { state: "rejected", reason: "invalid-event", detail } };
}

async function saveReference({ directory }: IntakeDeps, event: DirectoryEvent): Promise<Outcome> {
	const { kind, id, value } = referenceOf(event);
	await directory.save({ tenantId: event.tenantid, kind, id, savedAt: event.time, eventId: event.id }, value);
	return applied;
}

function referenceOf(event: DirectoryEvent): { kind: DirectoryKind; id?: string; value: object | undefined } {
	switch (event.type) {
		case "rireki.tenant.saved.v1":
			return { kind: "tenant", value: event.data };
		case "rireki.account.saved.v1":
			return { kind: "account", id: event.data.accountId, value: event.data };
		case "rireki.campaign.saved.v1":
			return { kind: "campaign", id: event.data.campaignId, value: event.data };
		case "rireki.batch.saved.v1":
			return {
				kind: "batch",
				id: event.data.batchId,
				value: { ...event.data, expiresAt: batchItemExpiresAt(event.data) },
			};
		case "rireki.customer-list.saved.v1":
			return { kind: "customerList", id: event.data.customerListId, value: event.data };
		case "rireki.customer-list.deleted.v1":
			return { kind: "customerList", id: event.data.customerListId, value: undefined };
		case "rireki.calling-group.saved.v1":
			return { kind: "callingGroup", id: event.data.callingGroupId, value: event.data };
	}
}

type BatchLookup = (tenantId: string, batchId: string) => Promise<Batch | undefined>;

/** One read for all the batches that the calls of one batch of messages belong to. */
function readBatches({ directoryReader }: IntakeDeps, events: IncomingEvent[]): BatchLookup {
	const byTenant = new Map<string, Set<string>>();
	for (const event of events.filter(isCall)) {
		const ids = byTenant.get(event.tenantid) ?? new Set();
		byTenant.set(event.tenantid, ids.add(event.data.batchId));
	}
	const reads = new Map(
		[...byTenant].map(([tenantId, ids]) => {
			const references = [...ids].map((id) => ({ kind: "batch" as const, id }));
			return [tenantId, directoryReader.find(tenantId, references, { consistent: true })];
		}),
	);
	return async (tenantId, batchId) => (await reads.get(tenantId))?.batches.get(batchId);
}

async function completeCall(deps: IntakeDeps, event: CallCompleted, findBatch: BatchLookup): Promise<Outcome> {
	const { data: call, tenantid: tenantId } = event;
	const batch = await findBatch(tenantId, call.batchId);
	if (!batch) return { state: "waiting", reason: "batch-unknown", detail: `batch ${call.batchId} has not come in` };
	if (batch.campaignId !== call.campaignId) {
		const detail = `batch ${call.batchId} belongs to campaign ${batch.campaignId}, not to ${call.campaignId}`;
		return { state: "rejected", reason: "campaign-mismatch", detail };
	}
	const expiry = batchExpiresAt(batch);
	if (expiry <= deps.now()) {
		const detail = `batch ${call.batchId} ended on ${batch.endsOn}; its records are kept for 90 days`;
		return { state: "rejected", reason: "retention-over", detail };
	}
	const record: Expiring<CallHistory> = {
		...call,
		tenantId,
		createdAt: call.createdAt ?? event.time,
		version: 0,
		expiresAt: Math.ceil(expiry / 1000),
	};
	// The pointer first: between the two writes the older record can no longer be corrected, and the newer not yet.
	await deps.callHistories.advanceLatest(record);
	const outcome = await deps.callHistories.create(record);
	if (outcome !== "taken") return applied;
	return { state: "rejected", reason: "call-id-taken", detail: `another call has the id ${call.callId}` };
}

async function storeRecording({ callHistories }: IntakeDeps, event: RecordingStored): Promise<Outcome> {
	const { callId, ...recording } = event.data;
	const tenantId = event.tenantid;
	if (!recording.objectKey.startsWith(`${tenantId}/`)) {
		const detail = `a recording of ${tenantId} must lie under ${tenantId}/`;
		return { state: "rejected", reason: "foreign-object-key", detail };
	}
	const outcome = await callHistories.saveRecording({ tenantId, callId }, recording, event.time);
	if (outcome === "saved") return applied;
	return { state: "waiting", reason: "call-unknown", detail: `call ${callId} has not come in` };
}
