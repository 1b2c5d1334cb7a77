import { markedBefore } from "../call-history/marks-model.ts";
import { type CallHistory, type Expiring, isRepeated, isSamePlace } from "../call-history/model.ts";
import type { CallHistoryReader } from "../call-history/reader.ts";
import type { CallHistoryStore } from "../call-history/store.ts";
import type { KnownReferences, ReferenceName } from "../directory/known-references.ts";
import { type Batch, recordsKeptUntil } from "../directory/model.ts";
import type { DirectoryReader } from "../directory/reader.ts";
import type { CallCompleted } from "../incoming-event/model.ts";
import type { PackNotes } from "../pack/notes.ts";
import { AppError } from "../platform/errors.ts";
import type { EventBus } from "../platform/event-bus.ts";
import type { IntakeQueue } from "../platform/queue.ts";
import type { Note } from "../rejection/model.ts";
import { eventOfOutcome } from "./event-of-outcome.ts";
import { eventOfRecord } from "./event-of-record.ts";
import type { Outcome } from "./model.ts";
import { precedenceOf } from "./precedence.ts";
import { dropOfRemoved } from "./removed-tenants.ts";

export interface CompleteDeps {
	now: () => number;
	directoryReader: DirectoryReader;
	knownReferences: KnownReferences;
	callHistoryReader: CallHistoryReader;
	callHistories: CallHistoryStore;
	packNotes: PackNotes;
	intakeQueue: IntakeQueue;
	eventBus: EventBus;
}

/** What is known about a call when it arrives. */
interface Surroundings {
	removedAt: number | undefined;
	batch: Batch | undefined;
	/** The record that already has its id. */
	known: CallHistory | undefined;
	/** Whether that record was erased for good. */
	isErased: boolean;
	/** Its references that the directory does not contain. */
	unknown: readonly ReferenceName[];
}

type FindSurroundings = (call: CallCompleted) => Promise<Surroundings>;

const applied: Outcome = { state: "applied" };

/** Reads what calls refer to, and the records that already have their ids, in one round trip. */
export function readSurroundings(
	{ now, directoryReader, knownReferences, callHistoryReader }: CompleteDeps,
	calls: Set<CallCompleted>,
): FindSurroundings {
	const reads = new Map(
		[...Map.groupBy(calls, (call) => call.tenantid)].map(([tenantId, ofTenant]) => {
			const batchIds = [...new Set(ofTenant.map((call) => call.data.batchId))];
			const references = batchIds.map((id) => ({ kind: "batch" as const, id }));
			const callIds = [...new Set(ofTenant.map((call) => call.data.callId))];
			const found = Promise.all([
				directoryReader.find(tenantId, [{ kind: "tenant" }, ...references], { consistent: true }),
				callHistoryReader.findTaken(tenantId, callIds),
				knownReferences.findUnknown(
					tenantId,
					ofTenant.map(({ data }) => data),
					now(),
				),
			]);
			return [tenantId, found];
		}),
	);
	return async ({ tenantid, data }) => {
		const { batchId, callId } = data;
		const [directory, taken, unknown] = (await reads.get(tenantid)) ?? [];
		return {
			removedAt: directory?.removedAt,
			batch: directory?.batches.get(batchId),
			known: taken?.records.find((record) => record.callId === callId),
			isErased: taken?.erased.has(callId) ?? false,
			unknown: unknown?.get(data) ?? [],
		};
	};
}

/** Stores a call, and notes which of its references are unknown. */
export async function completeCall(deps: CompleteDeps, event: CallCompleted, find: FindSurroundings): Promise<Outcome> {
	const surroundings = await find(event);
	const outcome = await storeCall(deps, event, surroundings);
	return outcome.state === "applied" ? { ...outcome, notes: surroundings.unknown.map(noteOfUnknown) } : outcome;
}

/** `agentId` → `unknown-agent`, `customerListId` → `unknown-customer-list`. */
function noteOfUnknown(name: ReferenceName): Note {
	const kind = name.replace(/Id$/, "").replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
	return { pointer: `/data/${name}`, code: `unknown-${kind}`, became: "kept" };
}

/**
 * Of several calls with the same id, which no sender should produce, the same one stays, whatever the order of arrival.
 */
async function storeCall(
	deps: CompleteDeps,
	event: CallCompleted,
	{ removedAt, batch, known, isErased }: Surroundings,
): Promise<Outcome> {
	const { data: call, tenantid: tenantId } = event;
	const dropped = dropOfRemoved(event, removedAt);
	if (dropped) return dropped;
	// Neither stored nor put into the dead-letter queue: nothing may hold erased data.
	if (isErased) return { state: "dropped", reason: "record-erased", detail: `call ${call.callId} was erased` };
	if (!batch) return { state: "waiting", reason: "batch-unknown", detail: `batch ${call.batchId} has not arrived` };
	if (batch.campaignId !== call.campaignId) {
		const detail = `batch ${call.batchId} belongs to campaign ${batch.campaignId}, not to ${call.campaignId}`;
		return { state: "rejected", reason: "campaign-mismatch", detail };
	}
	const storedAt = deps.now();
	const keptUntil = recordsKeptUntil(batch);
	if (keptUntil <= storedAt) {
		const detail = `batch ${call.batchId} ended on ${batch.endsOn}; its records are kept for 90 days`;
		return { state: "rejected", reason: "retention-over", detail };
	}
	const data = { ...call, createdAt: call.createdAt ?? event.time };
	const record: Expiring<CallHistory> = {
		...data,
		tenantId,
		version: 0,
		storedAt,
		changedAt: storedAt,
		precedence: precedenceOf(data, event.time, event.isMended),
		expiresAt: Math.ceil(keptUntil / 1000),
	};
	// Before the pointer moves, because a call with another call's id must not affect its customer's latest record.
	if (known) return settle(deps, known, record);
	// The pointer first: between the two writes, the older record can no longer be corrected, and the newer one not yet.
	await Promise.all([deps.packNotes.written(tenantId, storedAt), deps.callHistories.advanceLatest(record)]);
	if (await deps.callHistories.create(record)) return applied;
	const [other] = await deps.callHistoryReader.findRecords(tenantId, [call.callId]);
	if (!other) throw new AppError("contended", "another record was stored and removed at the same moment");
	const outcome = await settle(deps, other, record);
	if (outcome.state !== "applied" && !isSamePlace(other, record)) await deps.callHistories.retractLatest(record);
	return outcome;
}

/** Handles a call whose id a record already has: either it is the same call, or one of the two is rejected. */
async function settle(deps: CompleteDeps, known: CallHistory, record: Expiring<CallHistory>): Promise<Outcome> {
	if (isRepeated(known, record)) return applied;
	const detail = `the id ${record.callId} is taken by a call with other content`;
	const rejected = { state: "rejected", reason: "call-id-taken", detail } as const;
	if (!takesPlaceOf(record, known)) return rejected;
	const displaced = JSON.stringify(eventOfRecord(known));
	await deps.eventBus.publish([eventOfOutcome(displaced, rejected, deps.now())].filter((event) => event !== undefined));
	await deps.intakeQueue.reject(displaced, rejected.reason, detail);
	await deps.packNotes.written(record.tenantId, record.storedAt);
	await deps.callHistories.advanceLatest(record);
	if (await deps.callHistories.replace(known, record)) return applied;
	throw new AppError("contended", "the record was changed at the same moment");
}

/**
 * An undamaged event wins, then the earlier one. A corrected record stays; and one that packs may contain keeps its
 * time, by which packs find it.
 */
function takesPlaceOf(record: CallHistory, known: CallHistory): boolean {
	if (known.version > 0 || known.precedence === undefined || record.precedence === undefined) return false;
	const isMovable = known.calledAt >= markedBefore(record.storedAt) || known.calledAt === record.calledAt;
	return isMovable && record.precedence < known.precedence;
}
