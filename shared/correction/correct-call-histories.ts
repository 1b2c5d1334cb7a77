import { type FoundRecord, findRecords, notFound } from "../call-history/find-record.ts";
import type { Caller } from "../caller/model.ts";
import { AppError } from "../platform/errors.ts";
import { remainingMs, within } from "../platform/time-limit.ts";
import type { RateCounts } from "../rate/counts.ts";
import { holdToRate } from "../rate/hold-to-rate.ts";
import { formatJst } from "../time/model.ts";
import { type CorrectDeps, correctRecord } from "./correct-record.ts";
import type { BulkCorrection } from "./model.ts";
import { planCorrection } from "./plan-correction.ts";

export interface CorrectManyDeps extends CorrectDeps {
	rateCounts: RateCounts;
}
type Item = BulkCorrection["items"][number];

/**
 * The outcome of one item: its record's current version (in a preview also since when), or the error that a single
 * correction would have thrown.
 */
export type Outcome = { version: number; updatedAt?: string } | { error: unknown };

/** How many corrections run at the same time. */
const lanes = 10;
/** When only this much time is left, no correction is started or awaited, so that the outcomes can be reported. */
const reservedMs = 500;

/**
 * Corrects records, each in its own transaction. What cannot be done in time fails as `unavailable`.
 * @returns in the order of the items
 * @throws AppError `forbidden`, `too-many`; the first error, if every item failed with a transient fault
 */
export async function correctCallHistories(
	deps: CorrectManyDeps,
	command: { caller: Caller; request: BulkCorrection; requestId: string; repeatable: boolean },
): Promise<Outcome[]> {
	const { caller, request, requestId, repeatable } = command;
	const { items, reason } = request;
	const found = await findItems(deps, caller, items);
	await holdToRate(deps, caller, "bulk-correction", items.length);
	const outcomes = new Array<Outcome>(items.length);
	const waiting = items.entries();
	const work = async () => {
		for (const [index, item] of waiting) {
			outcomes[index] = await outcomeOf(async () => {
				const { callId, version, ...asked } = item;
				const record = found.get(callId) ?? notFound(callId);
				const correction = { versions: versionsOf(version), request: asked, reason, requestId, repeatable };
				return { version: (await inTime(() => correctRecord(deps, record, correction))).version };
			});
		}
	};
	await Promise.all(Array.from({ length: lanes }, work));
	const faults = outcomes.flatMap((outcome) => ("error" in outcome && isFault(outcome.error) ? [outcome.error] : []));
	if (faults.length === items.length) throw faults[0];
	return outcomes;
}

/**
 * Reports what could be corrected, without writing anything. List rows have no versions; clients get them here.
 * @throws AppError `forbidden`
 */
export async function previewCorrections(
	deps: CorrectDeps,
	{ caller, request: { items } }: { caller: Caller; request: BulkCorrection },
): Promise<Outcome[]> {
	const found = await findItems(deps, caller, items);
	return Promise.all(
		items.map(({ callId, version, ...asked }) =>
			outcomeOf(async () => {
				const one = found.get(callId) ?? notFound(callId);
				planCorrection(one, asked, versionsOf(version), deps.now());
				const { record } = one;
				return { version: record.version, updatedAt: formatJst(record.updatedAt ?? record.createdAt) };
			}),
		),
	);
}

const versionsOf = (version: number | undefined) => (version === undefined ? undefined : [version]);

/** Whether an error is a fault and not a refusal, so that another attempt may succeed. */
export function isFault(error: unknown): boolean {
	return !(error instanceof AppError) || error.kind === "unavailable";
}

function findItems(deps: CorrectDeps, caller: Caller, items: readonly Item[]): Promise<Map<string, FoundRecord>> {
	const callIds = items.map(({ callId }) => callId);
	return findRecords(deps, caller, callIds, ({ tenantId, batchId, campaignId, customerId }) => {
		return { tenantId, batchId, campaignId, customerId };
	});
}

/** It is unknown whether an aborted correction took effect; sending the same request again finds out. */
function inTime<T>(work: () => Promise<T>): Promise<T> {
	const left = remainingMs() - reservedMs;
	if (left <= 0) throw new AppError("timed-out", "not started in time");
	return within(left, work);
}

async function outcomeOf(work: () => Promise<Outcome>): Promise<Outcome> {
	try {
		return await work();
	} catch (error) {
		return { error };
	}
}
