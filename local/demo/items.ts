import { toAttributes } from "../../shared/call-history/record-attributes.ts";
import { recordingAttributes } from "../../shared/call-history/recording-attributes.ts";
import type { CallHistoryStore } from "../../shared/call-history/store.ts";
import type { Directory } from "../../shared/directory/model.ts";
import { applyEvents, type IntakeDeps } from "../../shared/intake/apply-events.ts";
import type { Item } from "../../shared/platform/dynamodb.ts";
import type { CloudEvent } from "./events.ts";
import { storedLatest, storedRecord } from "./stored-item.ts";

type Latest = Parameters<CallHistoryStore["advanceLatest"]>[0];
type Attributes = ReturnType<typeof toAttributes>;

/**
 * The items of the calls among `events`, as the intake would leave them in an empty table. The intake itself makes
 * them, with stores backed by a map instead of a table: the embedded engine would need minutes to write thirty thousand
 * calls one by one.
 */
export async function callItems(events: Iterable<CloudEvent>, now: Date): Promise<Iterable<Item>> {
	const records = new Map<string, Attributes>();
	const latest = new Map<string, Latest>();
	const deps = memoryDeps(now, records, latest);
	for (const chunk of chunks(events, 2000)) await applyAll(deps, chunk);

	return made(records.values(), latest.values());
}

/** One at a time, to spare the garbage collector. */
function* made(records: Iterable<Attributes>, latest: Iterable<Latest>): Generator<Item> {
	for (const attributes of records) yield storedRecord(attributes);
	for (const record of latest) yield storedLatest(record);
}

/** @throws if the intake rejects an event, which is an error in the demonstration */
export async function applyAll(deps: IntakeDeps, events: readonly CloudEvent[]): Promise<void> {
	const results = await applyEvents(
		deps,
		events.map((event) => JSON.stringify(event)),
	);
	results.forEach((result, index) => {
		if (result.status === "rejected") throw result.reason;
		if (result.value.state === "applied") return;
		throw new Error(`${events[index]?.id} was not applied: ${result.value.reason}, ${result.value.detail}`);
	});
}

export function* chunks<T>(values: Iterable<T>, size: number): Generator<T[]> {
	let chunk: T[] = [];
	for (const value of values) {
		chunk.push(value);
		if (chunk.length < size) continue;
		yield chunk;
		chunk = [];
	}
	if (chunk.length > 0) yield chunk;
}

function memoryDeps(now: Date, records: Map<string, Attributes>, latest: Map<string, Latest>): IntakeDeps {
	const batches = new Map<string, Map<string, unknown>>();
	const deps = {
		now: () => now.getTime(),
		directory: {
			save: async () => true,
			saveParts: async () => true,
			// Of everything that calls refer to, the intake checks only the batches.
			async saveAfter({ tenantId, id }: { tenantId: string; id: string }, value: object) {
				const known = batches.get(tenantId) ?? new Map();
				batches.set(tenantId, known.set(id, value));
				return true;
			},
			findRemoval: async () => undefined,
		},
		directoryReader: {
			find: async (tenantId: string): Promise<Pick<Directory, "batches">> => ({
				batches: (batches.get(tenantId) ?? new Map()) as Directory["batches"],
			}),
		},
		// Everything that calls refer to comes before them.
		knownReferences: { findUnknown: async () => new Map() },
		// The demonstration uses no id twice, and has at most one recording per call.
		callHistoryReader: {
			findTaken: async () => ({ records: [], erased: new Set<string>() }),
			async findRecordings(tenantId: string, callId: string) {
				const record = records.get(`${tenantId}#${callId}`);
				return record && { calledAt: record.calledAt, recordings: [] };
			},
		},
		// Recordings outlive their calls: load.ts names them.
		objectNames: { findGoneAt: async () => undefined, add: async () => {}, reserve: async () => {} },
		callHistories: {
			async advanceLatest(record: Latest) {
				const key = `${record.tenantId}#${record.batchId}#${record.customerId}`;
				if ((latest.get(key)?.calledAt ?? 0) < record.calledAt) latest.set(key, record);
			},
			async create(record: Latest) {
				records.set(`${record.tenantId}#${record.callId}`, toAttributes(record));
				return true;
			},
			async setRecordings(...[{ tenantId, callId }, , recordings]: Parameters<CallHistoryStore["setRecordings"]>) {
				Object.assign(records.get(`${tenantId}#${callId}`) ?? {}, recordingAttributes(recordings));
				return true;
			},
		},
		packNotes: { written: async () => {} },
	} satisfies { [Name in keyof IntakeDeps]?: Partial<Record<keyof IntakeDeps[Name], unknown>> | (() => number) };
	// The intake uses only these parts of its stores; a test compares the result with that of the real ones.
	return deps as unknown as IntakeDeps;
}
