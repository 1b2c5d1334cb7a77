import { AppError } from "../platform/errors.ts";
import type { AsyncSearchEntity } from "./entities.ts";
import type { AsyncSearchRun, ExportedFile, FileScope } from "./model.ts";

/** Longer than any function takes to send a mail. */
const mailClaimMs = 2 * 60_000;

/**
 * Changes to the state of a run, from its start to the mail about its outcome. Each applies to one run only: a late
 * change, or one to a deleted search, does nothing.
 */
export function createRunChanges(patch: (run: AsyncSearchRun) => ReturnType<AsyncSearchEntity["patch"]>) {
	return {
		/** @throws AppError `async-search-gone` */
		async markProcessing(run: AsyncSearchRun, now: number): Promise<void> {
			const { rejected } = await patch(run)
				.set({ state: "processing", startedAt: now, openSince: now })
				.where((attribute, operations) => isUnfinished(run, attribute, operations))
				.go({ returnOnConditionCheckFailure: true });
			if (rejected) throw gone(run);
		},

		/** @throws AppError `async-search-gone` */
		async plan(
			run: AsyncSearchRun,
			plan: { partitions: number; rowsEstimated: number; scope: FileScope },
		): Promise<void> {
			const { rejected } = await patch(run)
				.set({ partitions: plan.partitions, rowsEstimated: plan.rowsEstimated, scope: JSON.stringify(plan.scope) })
				.where((attribute, operations) => isProcessing(run, attribute, operations))
				.go({ returnOnConditionCheckFailure: true });
			if (rejected) throw gone(run);
		},

		/** Adds a partition's rows once, however often they are reported. */
		async addProgress(run: AsyncSearchRun, partition: number, rows: number): Promise<void> {
			await patch(run)
				.add({ rowsDone: rows, donePartitions: [partition] })
				.where((attribute, operations) => {
					const isCounted = operations.contains(attribute.donePartitions, partition);
					return `${isProcessing(run, attribute, operations)} AND NOT ${isCounted}`;
				})
				.go({ returnOnConditionCheckFailure: true });
		},

		/** @throws AppError `async-search-gone`, unless this run is already completed */
		async markCompleted(run: AsyncSearchRun, file: ExportedFile, now: number): Promise<void> {
			const { rejected, data } = await patch(run)
				.set({ ...file, batchIds: JSON.stringify(file.batchIds), state: "completed", finishedAt: now, openSince: now })
				.remove(["donePartitions", "former"])
				.where((attribute, operations) => isProcessing(run, attribute, operations))
				.go({ returnOnConditionCheckFailure: "all_old" });
			if (rejected && !(isStillRun(run, data) && data?.state === "completed")) throw gone(run);
		},

		/** @returns false if the run had already ended, or is gone */
		async markFailed(run: AsyncSearchRun, failureCode: string, now: number): Promise<boolean> {
			const { rejected, data } = await patch(run)
				.set({ state: "failed", failureCode, finishedAt: now, openSince: now })
				.remove(["scope"])
				.where((attribute, operations) => isUnfinished(run, attribute, operations))
				.go({ returnOnConditionCheckFailure: "all_old" });
			return !rejected || (isStillRun(run, data) && data?.failureCode === failureCode && data.finishedAt === now);
		},

		/**
		 * Reserves the mail about a run's outcome, for no longer than sending may take, because the holder of a claim may
		 * have died.
		 * @param claim identifies who reserves it
		 * @returns false if someone else has reserved it, it was sent, or the search is gone
		 */
		async claimMail(run: AsyncSearchRun, claim: string, now: number): Promise<boolean> {
			const { rejected } = await patch(run)
				.set({ mailClaim: claim, openSince: now })
				.where((attribute, operations) => {
					const { exists, notExists, eq, lte } = operations;
					const isOpen = `${isRun(run, attribute, operations)} AND ${exists(attribute.open)}`;
					const isUnclaimed = `${notExists(attribute.mailClaim)} OR ${eq(attribute.mailClaim, claim)}`;
					return `${isOpen} AND (${isUnclaimed} OR ${lte(attribute.openSince, now - mailClaimMs)})`;
				})
				.go({ returnOnConditionCheckFailure: true });
			return !rejected;
		},

		/** Releases the mail, if this claim holds it. */
		async releaseMail(run: AsyncSearchRun, claim: string): Promise<void> {
			await patch(run)
				.remove(["mailClaim"])
				.where((attribute, operations) => isClaimed(run, claim, attribute, operations))
				.go({ returnOnConditionCheckFailure: true });
		},

		/** Closes a run whose mail this claim has sent or given up, so that the sweep ignores it. */
		async close(run: AsyncSearchRun, claim: string): Promise<void> {
			await patch(run)
				.remove(["open", "openSince", "mailClaim"])
				.where((attribute, operations) => isClaimed(run, claim, attribute, operations))
				.go({ returnOnConditionCheckFailure: true });
		},
	};
}

/** Whether the stored item is still this run. */
export function isStillRun(run: AsyncSearchRun, stored: Partial<AsyncSearchRun> | null | undefined): boolean {
	return stored?.asyncSearchId === run.asyncSearchId && stored.run === run.run;
}

/** Whether the item is still this run of this search. */
// biome-ignore lint/suspicious/noExplicitAny: ElectroDB does not export the types of the arguments of `where`
function isRun(run: AsyncSearchRun, attribute: any, { eq }: any): string {
	return `${eq(attribute.asyncSearchId, run.asyncSearchId)} AND ${eq(attribute.run, run.run)}`;
}

// biome-ignore lint/suspicious/noExplicitAny: as above
function isUnfinished(run: AsyncSearchRun, attribute: any, operations: any): string {
	const { eq } = operations;
	const states = `${eq(attribute.state, "unprocessed")} OR ${eq(attribute.state, "processing")}`;
	return `${isRun(run, attribute, operations)} AND (${states})`;
}

// biome-ignore lint/suspicious/noExplicitAny: as above
function isProcessing(run: AsyncSearchRun, attribute: any, operations: any): string {
	return `${isRun(run, attribute, operations)} AND ${operations.eq(attribute.state, "processing")}`;
}

// biome-ignore lint/suspicious/noExplicitAny: as above
function isClaimed(run: AsyncSearchRun, claim: string, attribute: any, operations: any): string {
	return `${isRun(run, attribute, operations)} AND ${operations.eq(attribute.mailClaim, claim)}`;
}

function gone({ asyncSearchId, run }: AsyncSearchRun): AppError {
	return new AppError("async-search-gone", `run ${run} of ${asyncSearchId} has ended, or was deleted`);
}
