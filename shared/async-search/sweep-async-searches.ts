import { log } from "../platform/logger.ts";
import { failRun } from "./fail-run.ts";
import { roots, runOfKey } from "./layout.ts";
import { type AsyncSearch, executionName, fileOf, isFinished } from "./model.ts";
import { type RepeatDeps, repeatAsyncSearches } from "./repeat-async-searches.ts";
import { sendOutcomeMail } from "./send-outcome-mail.ts";
import { type SettleDeps, settleRun } from "./settle-run.ts";
import { startRun } from "./start-run.ts";

export type SweepDeps = SettleDeps & RepeatDeps;

/** How long a search may stay in one state before the sweep checks it. */
const graceMs = 2 * 60_000;
/** Beyond the state machine's own limit of an hour. */
const longestRunMs = 75 * 60_000;

/**
 * Starts repeating searches that are due, and repairs what was left behind: searches whose execution was never started,
 * has closed without ending them, or hangs; searches whose owner was not notified; and files without a search. The next
 * sweep retries whatever fails now.
 */
export async function sweepAsyncSearches(
	deps: SweepDeps,
): Promise<{ started: number; settled: number; deletedFiles: number }> {
	const started = await repeatAsyncSearches(deps).catch((error: unknown) => {
		log("error", "due runs not started", { error });
		return 0;
	});
	const open = await deps.asyncSearchReader.listOpen(deps.now() - graceMs);
	const settled = await Promise.allSettled(open.map((one) => repair(deps, one)));
	for (const result of settled) {
		if (result.status === "rejected") log("error", "search not settled", { error: result.reason });
	}
	let deletedFiles = 0;
	for (const root of Object.values(roots)) deletedFiles += await deleteOrphans(deps, root);
	return {
		started,
		settled: settled.filter((result) => result.status === "fulfilled" && result.value).length,
		deletedFiles,
	};
}

/** @returns whether there was anything to do */
async function repair(deps: SweepDeps, search: AsyncSearch): Promise<boolean> {
	if (isFinished(search)) {
		await sendOutcomeMail(deps, { run: search });
		return true;
	}
	const name = executionName(search);
	const execution = await deps.workflow.find(name);
	if (!execution) {
		await startRun(deps, search);
		return true;
	}
	if (execution.status !== "RUNNING") {
		await settleRun(deps, { run: search, execution });
		return true;
	}
	if (deps.now() - execution.startedAt < longestRunMs) return false;
	await deps.workflow.stop(name, "ran for too long");
	await failRun(deps, { run: search, code: "timed-out" });
	await sendOutcomeMail(deps, { run: search });
	return true;
}

/**
 * Files of deleted searches and outdated runs, and pieces of ended runs. Files are listed first, because no file exists
 * before its search.
 */
async function deleteOrphans({ exportFiles, asyncSearchReader, now }: SweepDeps, root: string): Promise<number> {
	let deleted = 0;
	for await (const keys of exportFiles.list(root)) {
		const runs = keys.map((key) => ({ key, run: runOfKey(key) }));
		const named = runs.map(({ run }) => run).filter((run) => run !== undefined);
		const found = await asyncSearchReader.findAll(named);
		const byPlace = new Map(found.map((search) => [placeName(search), search]));
		const orphans = runs.filter(({ run }) => {
			const search = run && byPlace.get(placeName(run));
			if (!search || search.expiresAt <= now()) return true;
			const isOfThisRun = search.run === run.run;
			if (root === roots.pieces) return !isOfThisRun || isFinished(search);
			return fileOf(search)?.run !== run.run && (!isOfThisRun || search.state === "failed");
		});
		await exportFiles.delete(orphans.map(({ key }) => key));
		deleted += orphans.length;
	}
	return deleted;
}

function placeName({
	tenantId,
	accountId,
	asyncSearchId,
}: Pick<AsyncSearch, "tenantId" | "accountId" | "asyncSearchId">) {
	return `${tenantId}/${accountId}/${asyncSearchId}`;
}
