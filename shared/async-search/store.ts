import type { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { dynamoDbClient, tableName } from "../platform/dynamodb.ts";
import { AppError } from "../platform/errors.ts";
import { composed } from "../platform/provider.ts";
import {
	attributesOfRun,
	openedAt,
	placeNumber,
	ranForAttributes,
	repeatAttributes,
	toAttributes,
	toSeconds,
} from "./attributes.ts";
import { createAsyncSearchEntity } from "./entities.ts";
import type {
	AsyncSearch,
	AsyncSearchRun,
	ExportedFile,
	FileScope,
	Repeating,
	UnprocessedSearch as Unprocessed,
} from "./model.ts";

export type AsyncSearchStore = ReturnType<typeof createAsyncSearchStore>;
/** Longer than any function sends. */
const mailClaimMs = 2 * 60_000;

/**
 * Changes of state. Each applies to one run only: a late change, or one for a deleted search, does nothing. A write that is refused only
 * because it was already made, and its answer lost, counts as made.
 */
function createAsyncSearchStore(client: DynamoDBClient, table: string) {
	const searches = createAsyncSearchEntity(client, table);
	const patch = ({ tenantId, accountId, asyncSearchId }: AsyncSearchRun) =>
		searches.patch({ tenantId, accountId, place: placeNumber(asyncSearchId) });

	return {
		/** @returns false where the place is taken */
		async create(search: Unprocessed, now: number): Promise<boolean> {
			const { rejected, data } = await searches
				.put(toAttributes(search))
				.where(
					(attribute, { notExists, lte }) =>
						`${notExists(attribute.asyncSearchId)} OR ${lte(attribute.expiresAt, Math.floor(now / 1000))}`,
				)
				.go({ returnOnConditionCheckFailure: "all_old" });
			return !rejected || isOf(search, data);
		},

		/**
		 * Begins another run. Its repetition settings stay, even if changed concurrently.
		 * @param dueAt of a run that is due: when it was, as it was seen
		 * @returns false where it has begun another run meanwhile, or is gone, or is not due any more
		 */
		async rerun(search: Unprocessed, dueAt?: number): Promise<boolean> {
			const { requestId, run, state, conditions, snapshotAt, expiresAt, rowsDone, former, repeating } = search;
			const { rejected, data } = await patch(search)
				.set({
					...{ requestId, run, state, snapshotAt, rowsDone, ...openedAt(snapshotAt) },
					conditions: JSON.stringify(conditions),
					expiresAt: toSeconds(expiresAt),
					...(former ? { former: JSON.stringify(former) } : {}),
					...(dueAt === undefined ? {} : ranForAttributes(repeating)),
				})
				.remove([...attributesOfRun])
				.where(
					(attribute, { eq }) =>
						`${eq(attribute.asyncSearchId, search.asyncSearchId)} AND ${eq(attribute.run, run - 1)} AND (${eq(attribute.state, "completed")} OR ${eq(attribute.state, "failed")})${dueAt === undefined ? "" : ` AND ${eq(attribute.dueAt, dueAt)}`}`,
				)
				.go({ returnOnConditionCheckFailure: "all_old" });
			return !rejected || isOf(search, data);
		},

		/** Sets how a search repeats, or that it does not. @returns false where that is no more what was seen, or it is gone */
		async setRepeating(search: AsyncSearch, repeating: Repeating | undefined): Promise<boolean> {
			const { asyncSearchId, repeating: seen } = search;
			const set = repeating && repeatAttributes(repeating);
			const names = ["repeat", "packDue", "dueAt", "ranFor", "tries"] as const;
			const { rejected } = await patch(search)
				.set(set ?? {})
				.remove(names.filter((name) => set?.[name as keyof typeof set] === undefined))
				.where((attribute, { eq, notExists }) => {
					const repeat = seen ? eq(attribute.repeat, JSON.stringify(seen.repeat)) : notExists(attribute.repeat);
					const dueAt = seen?.dueAt === undefined ? notExists(attribute.dueAt) : eq(attribute.dueAt, seen.dueAt);
					return `${eq(attribute.asyncSearchId, asyncSearchId)} AND ${repeat} AND ${dueAt}`;
				})
				.go({ returnOnConditionCheckFailure: true });
			return !rejected;
		},

		/** @throws AppError `async-search-gone` */
		async markProcessing(run: AsyncSearchRun, now: number): Promise<void> {
			const { rejected } = await patch(run)
				.set({ state: "processing", startedAt: now, openSince: now })
				.where(
					(attribute, operations) =>
						`${isRun(run, attribute, operations)} AND (${operations.eq(attribute.state, "unprocessed")} OR ${operations.eq(attribute.state, "processing")})`,
				)
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

		/** Counts a partition's rows, once however often it is reported. */
		async addProgress(run: AsyncSearchRun, partition: number, rows: number): Promise<void> {
			await patch(run)
				.add({ rowsDone: rows, donePartitions: [partition] })
				.where(
					(attribute, operations) =>
						`${isProcessing(run, attribute, operations)} AND NOT ${operations.contains(attribute.donePartitions, partition)}`,
				)
				.go({ returnOnConditionCheckFailure: true });
		},

		/** @throws AppError `async-search-gone`, unless this very run has been completed already */
		async markCompleted(run: AsyncSearchRun, file: ExportedFile, now: number): Promise<void> {
			const { rejected, data } = await patch(run)
				.set({ ...file, batchIds: JSON.stringify(file.batchIds), state: "completed", finishedAt: now, openSince: now })
				.remove(["donePartitions", "former"])
				.where((attribute, operations) => isProcessing(run, attribute, operations))
				.go({ returnOnConditionCheckFailure: "all_old" });
			if (rejected && !(isStillRun(run, data) && data?.state === "completed")) throw gone(run);
		},

		/** @returns false where the run has ended before, or is gone */
		async markFailed(run: AsyncSearchRun, failureCode: string, now: number): Promise<boolean> {
			const { rejected, data } = await patch(run)
				.set({ state: "failed", failureCode, finishedAt: now, openSince: now })
				.remove(["scope"])
				.where(
					(attribute, operations) =>
						`${isRun(run, attribute, operations)} AND (${operations.eq(attribute.state, "unprocessed")} OR ${operations.eq(attribute.state, "processing")})`,
				)
				.go({ returnOnConditionCheckFailure: "all_old" });
			return !rejected || (isStillRun(run, data) && data?.failureCode === failureCode && data.finishedAt === now);
		},

		/**
		 * Reserves the mail about a run's outcome for as long as sending may take, because the holder of a claim may have died.
		 * @param claim whoever reserves it
		 * @returns false where somebody else has reserved it, it has been sent, or the search is gone
		 */
		async claimMail(run: AsyncSearchRun, claim: string, now: number): Promise<boolean> {
			const { rejected } = await patch(run)
				.set({ mailClaim: claim, openSince: now })
				.where(
					(attribute, operations) =>
						`${isRun(run, attribute, operations)} AND ${operations.exists(attribute.open)} AND (${operations.notExists(attribute.mailClaim)} OR ${operations.eq(attribute.mailClaim, claim)} OR ${operations.lte(attribute.openSince, now - mailClaimMs)})`,
				)
				.go({ returnOnConditionCheckFailure: true });
			return !rejected;
		},

		/** Gives the mail back to others, where it is this claim's. */
		async releaseMail(run: AsyncSearchRun, claim: string): Promise<void> {
			await patch(run)
				.remove(["mailClaim"])
				.where((attribute, operations) => isClaimed(run, claim, attribute, operations))
				.go({ returnOnConditionCheckFailure: true });
		},

		/** Closes a run whose mail this claim has sent or given up; the sweep no longer looks at it. */
		async close(run: AsyncSearchRun, claim: string): Promise<void> {
			await patch(run)
				.remove(["open", "openSince", "mailClaim"])
				.where((attribute, operations) => isClaimed(run, claim, attribute, operations))
				.go({ returnOnConditionCheckFailure: true });
		},

		/** Frees the place. A search that is gone already stays so. */
		async remove({ tenantId, accountId, asyncSearchId }: Omit<AsyncSearchRun, "run">): Promise<void> {
			await searches
				.delete({ tenantId, accountId, place: placeNumber(asyncSearchId) })
				.where((attribute, { eq }) => eq(attribute.asyncSearchId, asyncSearchId))
				.go({ returnOnConditionCheckFailure: true });
		},
	};
}

/** Whether what lies there was written by the same request. */
function isOf(
	search: Unprocessed,
	stored: Partial<AsyncSearchRun & Pick<Unprocessed, "requestId">> | null | undefined,
): boolean {
	return isStillRun(search, stored) && stored?.requestId === search.requestId;
}

function isStillRun(run: AsyncSearchRun, stored: Partial<AsyncSearchRun> | null | undefined): boolean {
	return stored?.asyncSearchId === run.asyncSearchId && stored.run === run.run;
}

/** Whether the item is still this run of this search. */
// biome-ignore lint/suspicious/noExplicitAny: ElectroDB does not export the types of what it hands to `where`
function isRun(run: AsyncSearchRun, attribute: any, { eq }: any): string {
	return `${eq(attribute.asyncSearchId, run.asyncSearchId)} AND ${eq(attribute.run, run.run)}`;
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

export const asyncSearches = composed(createAsyncSearchStore, dynamoDbClient, tableName);
