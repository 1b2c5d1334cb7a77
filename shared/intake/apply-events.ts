import type * as z from "zod";
import { type CallHistory, type Expiring, isRepeated } from "../call-history/model.ts";
import { type Batch, batchExpiresAt, batchItemExpiresAt } from "../directory/model.ts";
import type { SavedKind } from "../directory/schema.ts";
import type { Deps } from "../platform/deps.ts";
import {
	type CallCompleted,
	type DirectoryEvent,
	type IncomingEvent,
	incomingEventSchema,
	type Outcome,
	type RecordingStored,
} from "./model.ts";
import { type StoreRecordingDeps, storeRecording } from "./store-recording.ts";

export type IntakeDeps = StoreRecordingDeps & Pick<Deps, "directoryReader" | "directory">;

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
		const started = parsed.flatMap((entry, index) => {
			const running = "event" in entry ? work(entry.event) : undefined;
			return running ? [{ index, running }] : [];
		});
		const settled = await Promise.allSettled(started.map(({ running }) => running));
		started.forEach(({ index }, place) => {
			outcomes[index] = settled[place] as PromiseSettledResult<Outcome>;
		});
	};

	await step((event) => (isDirectoryEvent(event) ? saveReference(deps, event) : undefined));
	const calls = parsed.flatMap((entry) => ("event" in entry && isCall(entry.event) ? [entry.event] : []));
	for (const turn of inTurns(calls)) {
		const surroundings = readSurroundings(deps, turn);
		await step((event) => (isCall(event) && turn.has(event) ? completeCall(deps, event, surroundings) : undefined));
	}
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
		// The message quotes the body, and may cut a surrogate pair in two.
		return { outcome: { state: "rejected", reason: "not-json", detail: (error as Error).message.toWellFormed() } };
	}
	const result = incomingEventSchema.safeParse(json);
	if (result.success) return { event: result.data };
	const detail = result.error.issues
		.slice(0, 5)
		.map((issue) => `/${issue.path.join("/")}: ${textOf(issue)}`)
		.join("; ");
	return { outcome: { state: "rejected", reason: "invalid-event", detail } };
}

function textOf(issue: z.core.$ZodIssue): string {
	const { code, max } = ("params" in issue ? (issue.params ?? {}) : {}) as { code?: string; max?: number };
	if (code === undefined) return issue.message;
	return max === undefined ? code : `${code} (max ${max})`;
}

async function saveReference({ directory }: IntakeDeps, event: DirectoryEvent): Promise<Outcome> {
	const { kind, id, value } = referenceOf(event);
	await directory.save({ tenantId: event.tenantid, kind, id, savedAt: event.time, eventId: event.id }, value);
	return applied;
}

function referenceOf(event: DirectoryEvent): { kind: SavedKind; id?: string; value: object | undefined } {
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

/** The first call of each id, then those whose id another one of the same batch of messages has. */
function inTurns(calls: readonly CallCompleted[]): Set<CallCompleted>[] {
	const firsts = new Map<string, CallCompleted>();
	const others = new Set<CallCompleted>();
	for (const call of calls) {
		const key = `${call.tenantid}#${call.data.callId}`;
		if (firsts.has(key)) others.add(call);
		else firsts.set(key, call);
	}
	return [new Set(firsts.values()), others].filter((turn) => turn.size > 0);
}

type Surroundings = (call: CallCompleted) => Promise<{ batch: Batch | undefined; known: CallHistory | undefined }>;

/** One round trip for the batches that calls belong to, and for the records that have their ids already. */
function readSurroundings({ directoryReader, callHistoryReader }: IntakeDeps, calls: Set<CallCompleted>): Surroundings {
	const reads = new Map(
		[...Map.groupBy(calls, (call) => call.tenantid)].map(([tenantId, ofTenant]) => {
			const batchIds = [...new Set(ofTenant.map((call) => call.data.batchId))];
			const references = batchIds.map((id) => ({ kind: "batch" as const, id }));
			const callIds = [...new Set(ofTenant.map((call) => call.data.callId))];
			const found = Promise.all([
				directoryReader.find(tenantId, references, { consistent: true }),
				callHistoryReader.findRecords(tenantId, callIds),
			]);
			return [tenantId, found];
		}),
	);
	return async ({ tenantid, data: { batchId, callId } }) => {
		const [directory, records] = (await reads.get(tenantid)) ?? [];
		return { batch: directory?.batches.get(batchId), known: records?.find((record) => record.callId === callId) };
	};
}

async function completeCall(deps: IntakeDeps, event: CallCompleted, find: Surroundings): Promise<Outcome> {
	const { data: call, tenantid: tenantId } = event;
	const { batch, known } = await find(event);
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
	const storedAt = deps.now();
	const record: Expiring<CallHistory> = {
		...call,
		tenantId,
		createdAt: call.createdAt ?? event.time,
		version: 0,
		storedAt,
		changedAt: storedAt,
		expiresAt: Math.ceil(expiry / 1000),
	};
	// Before the pointer moves: a call that has another one's id must leave its customer's latest record alone.
	if (known) return isRepeated(known, record) ? applied : taken(call);
	// The pointer first: between the two writes the older record can no longer be corrected, and the newer not yet.
	await Promise.all([deps.packNotes.written(tenantId, storedAt), deps.callHistories.advanceLatest(record)]);
	const outcome = await deps.callHistories.create(record);
	return outcome === "taken" ? taken(call) : applied;
}

function taken({ callId }: CallCompleted["data"]): Outcome {
	return {
		state: "rejected",
		reason: "call-id-taken",
		detail: `the id ${callId} has been taken by a call of other content`,
	};
}
