import { formatJst } from "../time/model.ts";
import type { AsyncSearchAnswer } from "./answer.ts";
import { failureOf } from "./failure.ts";
import { type AsyncSearch, type FormerFile, nextRunAt } from "./model.ts";
import { percentDone, rowsEstimated } from "./progress.ts";
import { warningsOf } from "./warning.ts";

export type Language = "ja" | "en";

/** An asynchronous search as shown to its owner. */
export function presentAsyncSearch(search: AsyncSearch, language: Language): AsyncSearchAnswer {
	const { asyncSearchId, state, note, conditions, sort, encoding, format, columns } = search;
	const time = (epochMs: number | undefined) => (epochMs === undefined ? null : formatJst(epochMs));
	const file = state === "completed" ? search : undefined;
	return {
		asyncSearchId,
		state,
		note: note ?? null,
		conditions,
		sort,
		encoding,
		format,
		columns,
		repeat: search.repeating?.repeat ?? null,
		paused: search.repeating !== undefined && search.repeating.dueAt === undefined,
		nextRunAt: time(nextRunAt(search)),
		createdAt: formatJst(search.createdAt),
		startedAt: time(state === "unprocessed" ? undefined : search.startedAt),
		finishedAt: time(state === "completed" || state === "failed" ? search.finishedAt : undefined),
		expiresAt: formatJst(search.expiresAt),
		progress: {
			rowsDone: file?.rowCount ?? search.rowsDone,
			rowsEstimated: file?.rowCount ?? rowsEstimated(search),
			percent: percentDone(search),
		},
		rowCount: file?.rowCount ?? null,
		byteCount: file?.byteCount ?? null,
		sha256: file?.sha256 ?? null,
		replacedCount: file?.replacedCount ?? null,
		guardedCount: file?.guardedCount ?? null,
		warnings: file ? warningsOf(file).map(({ code, ...title }) => ({ code, title: title[language] })) : [],
		formerFile: file || !search.former ? null : presentFormer(search.former),
		failure: state === "failed" ? presentFailure(search.failureCode, language) : null,
	};
}

function presentFormer({ snapshotAt, rowCount, byteCount, sha256 }: FormerFile): AsyncSearchAnswer["formerFile"] {
	return { asOf: formatJst(snapshotAt), rowCount, byteCount, sha256 };
}

function presentFailure(code: string, language: Language): AsyncSearchAnswer["failure"] {
	const failure = failureOf(code);
	return { code: failure.code, title: failure[language], retryable: failure.retryable };
}
