import type { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { dynamoDbClient, tableName } from "../platform/dynamodb.ts";
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
import type { AsyncSearch, AsyncSearchRun, Repeating, UnprocessedSearch as Unprocessed } from "./model.ts";
import { createRunChanges, isStillRun } from "./run-changes.ts";

export type AsyncSearchStore = ReturnType<typeof createAsyncSearchStore>;

/**
 * Stores asynchronous searches, each in its place, and changes their runs. A write that is rejected only because an
 * earlier attempt succeeded, and its response was lost, counts as successful.
 */
function createAsyncSearchStore(client: DynamoDBClient, table: string) {
	const searches = createAsyncSearchEntity(client, table);
	const patch = ({ tenantId, accountId, asyncSearchId }: AsyncSearchRun) =>
		searches.patch({ tenantId, accountId, place: placeNumber(asyncSearchId) });

	return {
		...createRunChanges(patch),

		/** @returns false if the place is taken */
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
		 * @param dueAt the due time of a due run, as it was read
		 * @returns false if another run has begun meanwhile, the search is gone, or it is no longer due
		 */
		async rerun(search: Unprocessed, dueAt?: number): Promise<boolean> {
			const { requestId, run, state, conditions, snapshotAt, expiresAt, rowsDone, former, repeating } = search;
			const { rejected, data } = await patch(search)
				.set({
					requestId,
					run,
					state,
					snapshotAt,
					rowsDone,
					...openedAt(snapshotAt),
					conditions: JSON.stringify(conditions),
					expiresAt: toSeconds(expiresAt),
					...(former ? { former: JSON.stringify(former) } : {}),
					...(dueAt === undefined ? {} : ranForAttributes(repeating)),
				})
				.remove([...attributesOfRun])
				.where((attribute, { eq }) => {
					const isFormer = `${eq(attribute.asyncSearchId, search.asyncSearchId)} AND ${eq(attribute.run, run - 1)}`;
					const hasEnded = `(${eq(attribute.state, "completed")} OR ${eq(attribute.state, "failed")})`;
					const isDue = dueAt === undefined ? "" : ` AND ${eq(attribute.dueAt, dueAt)}`;
					return `${isFormer} AND ${hasEnded}${isDue}`;
				})
				.go({ returnOnConditionCheckFailure: "all_old" });
			return !rejected || isOf(search, data);
		},

		/**
		 * Sets or removes the repetition of a search.
		 * @returns false if it has changed since it was read, or the search is gone
		 */
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

		/** Frees the place, if the search is still there. */
		async remove({ tenantId, accountId, asyncSearchId }: Omit<AsyncSearchRun, "run">): Promise<void> {
			await searches
				.delete({ tenantId, accountId, place: placeNumber(asyncSearchId) })
				.where((attribute, { eq }) => eq(attribute.asyncSearchId, asyncSearchId))
				.go({ returnOnConditionCheckFailure: true });
		},
	};
}

/** Whether the stored item was written by the same request. */
function isOf(
	search: Unprocessed,
	stored: Partial<AsyncSearchRun & Pick<Unprocessed, "requestId">> | null | undefined,
): boolean {
	return isStillRun(search, stored) && stored?.requestId === search.requestId;
}

export const asyncSearches = composed(createAsyncSearchStore, dynamoDbClient, tableName);
