import type { CallCompleted, DirectoryEvent, IncomingEvent, RecordingStored } from "../incoming-event/model.ts";
import { dayMs, formatJst } from "../time/model.ts";
import { type CompleteDeps, completeCall, readSurroundings } from "./complete-call.ts";
import type { Outcome } from "./model.ts";
import { readEvent } from "./read-event.ts";
import { dropOfRemoved } from "./removed-tenants.ts";
import { type SaveDeps, saveReference, saveTenant } from "./save-reference.ts";
import { type StoreRecordingDeps, storeRecording } from "./store-recording.ts";

export type IntakeDeps = CompleteDeps & SaveDeps & StoreRecordingDeps;

/**
 * Applies events in any order and any number of times, and reports the outcome of each. Within one batch of messages,
 * events that others refer to go first.
 * @returns one settled promise per body, in order; rejected ones are temporary faults, to be retried
 */
export async function applyEvents(
	deps: IntakeDeps,
	bodies: readonly string[],
): Promise<PromiseSettledResult<Outcome>[]> {
	const parsed = bodies.map((body) => parseEvent(body, deps.now()));
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

	await step((event) => (event.type === "rireki.tenant.saved.v1" ? saveTenant(deps, event) : undefined));
	const removals = new Map<string, Promise<number | undefined>>();
	const unlessRemoved = async (event: IncomingEvent, work: () => Promise<Outcome>) => {
		const removedAt = removals.get(event.tenantid) ?? deps.directory.findRemoval(event.tenantid);
		removals.set(event.tenantid, removedAt);
		return dropOfRemoved(event, await removedAt) ?? work();
	};
	await step((event) => (isReference(event) ? unlessRemoved(event, () => saveReference(deps, event)) : undefined));
	const calls = parsed.flatMap((entry) => ("event" in entry && isCall(entry.event) ? [entry.event] : []));
	for (const turn of inTurns(calls)) {
		const surroundings = readSurroundings(deps, turn);
		await step((event) => (isCall(event) && turn.has(event) ? completeCall(deps, event, surroundings) : undefined));
	}
	await step((event) => (isRecording(event) ? unlessRemoved(event, () => storeRecording(deps, event)) : undefined));
	return parsed.map((entry, index) => {
		if ("outcome" in entry) return { status: "fulfilled", value: entry.outcome };
		const outcome = outcomes[index] as PromiseSettledResult<Outcome>;
		if (outcome.status === "rejected" || outcome.value.state !== "applied") return outcome;
		const notes = [...(entry.notes ?? []), ...(outcome.value.notes ?? [])];
		return { status: "fulfilled", value: { state: "applied", notes } };
	});
}

function isCall(event: IncomingEvent): event is CallCompleted {
	return event.type === "rireki.call.completed.v1";
}

function isRecording(event: IncomingEvent): event is RecordingStored {
	return event.type === "rireki.recording.stored.v1";
}

function isReference(event: IncomingEvent): event is Exclude<DirectoryEvent, { type: "rireki.tenant.saved.v1" }> {
	return !isCall(event) && !isRecording(event) && event.type !== "rireki.tenant.saved.v1";
}

/** Reads one message, and rejects an event whose time is too far ahead. */
function parseEvent(body: string, now: number): ReturnType<typeof readEvent> {
	const reading = readEvent(body);
	const outcome = "event" in reading ? rejectAhead(reading.event, now) : undefined;
	return outcome ? { outcome } : reading;
}

/**
 * Later events win over earlier ones, so a time in the future would win until then. A call in the future is a mistake;
 * a save may come from a clock that is deliberately ahead, but not by years.
 */
const aheadMs = { call: dayMs, save: 3653 * dayMs };

function rejectAhead(event: IncomingEvent, now: number): (Outcome & { state: "rejected" }) | undefined {
	const [pointer, time, most, text] = isCall(event)
		? (["/data/calledAt", event.data.calledAt, aheadMs.call, "a day"] as const)
		: (["/time", event.time, aheadMs.save, "ten years"] as const);
	if (time <= now + most) return undefined;
	return {
		state: "rejected",
		reason: "time-ahead",
		detail: `${pointer}: ${formatJst(time)} is more than ${text} ahead`,
	};
}

/** The first call of each id, then the further calls with the same id in this batch of messages. */
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
