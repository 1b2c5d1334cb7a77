import { AppError } from "../platform/errors.ts";
import { placeOf, type Repeating, type UnprocessedSearch } from "./model.ts";
import { openIndex, repeatIndex } from "./schema.ts";

/** @throws AppError `not-found` if the id is not ours */
export function placeNumber(asyncSearchId: string): number {
	const place = placeOf(asyncSearchId);
	if (place === undefined) throw new AppError("async-search-not-found", `malformed id: ${asyncSearchId}`);
	return place;
}

/** The stored attributes of a new search. */
export function toAttributes(search: UnprocessedSearch) {
	const { conditions, sort, columns, expiresAt, partitionsDone: _, former: none, repeating, ...rest } = search;
	return {
		...rest,
		place: placeNumber(search.asyncSearchId),
		conditions: JSON.stringify(conditions),
		sort: JSON.stringify(sort),
		columns: JSON.stringify(columns),
		expiresAt: toSeconds(expiresAt),
		...openedAt(search.snapshotAt),
		...(repeating ? repeatAttributes(repeating) : {}),
	};
}

/** Attributes of a run that the next one starts without. */
export const attributesOfRun = [
	"startedAt",
	"finishedAt",
	"rowsEstimated",
	"partitions",
	"donePartitions",
	"scope",
	"batchIds",
	"rowCount",
	"byteCount",
	"sha256",
	"replacedCount",
	"guardedCount",
	"failureCode",
	"mailClaim",
] as const;

/** Marks a search as open, in its current state since `openSince`, for the sweep. */
export const openedAt = (openSince: number) => ({ open: openIndex.value, openSince });
export const toSeconds = (epochMs: number) => Math.ceil(epochMs / 1000);

export function repeatAttributes(repeating: Repeating) {
	const { repeat, dueAt } = repeating;
	return {
		repeat: JSON.stringify(repeat),
		...(dueAt === undefined ? {} : { packDue: repeatIndex.value, dueAt }),
		...ranForAttributes(repeating),
	};
}

export function ranForAttributes(repeating: Repeating | undefined) {
	const ranFor = repeating?.ranFor;
	return ranFor ? { ranFor: ranFor.occurrence, tries: ranFor.tries } : {};
}
