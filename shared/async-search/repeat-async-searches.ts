import { authorize } from "../caller/authorize.ts";
import type { DirectoryReader } from "../directory/reader.ts";
import { AppError } from "../platform/errors.ts";
import { log } from "../platform/logger.ts";
import { measure } from "../platform/metrics.ts";
import type { Workflow } from "../platform/workflow.ts";
import { lastOccurrence, nextOccurrence, periodOfRun } from "../repeat/model.ts";
import { presentPeriod } from "../search/period-model.ts";
import type { TrailWriter } from "../trail/writer.ts";
import { failureOf } from "./failure.ts";
import { type AsyncSearch, isFinished, type Repeating } from "./model.ts";
import type { AsyncSearchReader } from "./reader.ts";
import { nextRun, startOrFail } from "./rerun-async-search.ts";
import { recordRun } from "./start-run.ts";
import type { AsyncSearchStore } from "./store.ts";

export interface RepeatDeps {
	now: () => number;
	newId: () => string;
	directoryReader: DirectoryReader;
	asyncSearchReader: AsyncSearchReader;
	asyncSearches: AsyncSearchStore;
	trail: TrailWriter;
	workflow: Workflow;
}

/** Running searches count, too, so that everybody's seven o'clock runs do not use up all executions at once. */
const mostAtOnce = 200;
const parallel = 8;
const maxTries = 2;

/**
 * Starts the runs that are due, and watches each until its end: a run that failed for a temporary reason is started
 * again. Of several missed runs, only the latest is made up for. Concurrent or killed sweeps never start a run twice.
 * @returns how many were started
 */
export async function repeatAsyncSearches(deps: RepeatDeps): Promise<number> {
	const now = deps.now();
	const due = await deps.asyncSearchReader.listDue(now, mostAtOnce);
	let [started, lag] = [0, 0];
	for (let first = 0; first < due.length; first += parallel) {
		await Promise.all(
			due.slice(first, first + parallel).map(async (search) => {
				const outcome = await startIfDue(deps, search, now).catch((error: unknown) => {
					log("error", "run not started", { asyncSearchId: search.asyncSearchId, error });
					return "late" as const;
				});
				if (outcome === "started") started++;
				if (outcome === "late" && search.repeating) {
					lag = Math.max(lag, now - lastOccurrence(search.repeating.repeat, now));
				}
			}),
		);
	}
	// There may be more, which are less overdue than these.
	if (due.length === mostAtOnce)
		lag = Math.max(lag, now - Math.max(...due.map(({ repeating }) => repeating?.dueAt ?? 0)));
	measure("repeated", { RepeatLagSeconds: lag / 1000 });
	return started;
}

/** @returns "late" if the due run waits for another one to end */
async function startIfDue(deps: RepeatDeps, search: AsyncSearch, now: number): Promise<"started" | "late" | "left"> {
	const { repeating } = search;
	if (repeating?.dueAt === undefined || repeating.dueAt > now || search.expiresAt <= now) return "left";
	const occurrence = lastOccurrence(repeating.repeat, now);
	const tries = repeating.ranFor?.occurrence === occurrence ? repeating.ranFor.tries : 0;
	if (!isFinished(search)) return tries > 0 ? "left" : "late";
	if (isDone(search, tries) || !(await mayRun(deps, search))) {
		const dueAt = nextOccurrence(repeating.repeat, now);
		await deps.asyncSearches.setRepeating(search, { ...repeating, dueAt });
		return "left";
	}
	const ranFor = { occurrence, tries: tries + 1 };
	return (await run(deps, search, { ...repeating, dueAt: repeating.dueAt, ranFor }, now)) ? "started" : "left";
}

function isDone(search: Extract<AsyncSearch, { finishedAt: number }>, tries: number): boolean {
	if (tries === 0) return false;
	return search.state === "completed" || tries >= maxTries || !failureOf(search.failureCode).retryable;
}

/** An account that may not search gets no runs. */
async function mayRun({ directoryReader }: RepeatDeps, { tenantId, accountId }: AsyncSearch): Promise<boolean> {
	const references = [{ kind: "tenant" }, { kind: "account", id: accountId }] as const;
	try {
		authorize(await directoryReader.find(tenantId, references), { tenantId, accountId });
		return true;
	} catch (error) {
		if (error instanceof AppError && error.kind === "forbidden") return false;
		throw error;
	}
}

type Due = Required<Repeating> & { dueAt: number; ranFor: NonNullable<Repeating["ranFor"]> };

async function run(deps: RepeatDeps, search: AsyncSearch, repeating: Due, now: number): Promise<boolean> {
	const { repeat, ranFor, dueAt } = repeating;
	const next = nextRun(search, deps.newId(), now);
	const period = presentPeriod(periodOfRun(repeat, ranFor.occurrence));
	const again = { ...next, conditions: { ...next.conditions, period }, repeating };
	// As with a rerun: a run that cannot be recorded is not started.
	await recordRun(deps, again);
	if (!(await deps.asyncSearches.rerun(again, dueAt))) return false;
	await startOrFail(deps, again);
	return true;
}
