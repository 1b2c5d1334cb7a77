import * as z from "zod";
import { boundedText } from "../bounded-text/model.ts";
import { type Format, formats } from "../cell/model.ts";
import { type Column, columns } from "../column/model.ts";
import { idSchema } from "../directory/model.ts";
import { fieldCode } from "../problem/field-model.ts";
import { nextOccurrence, type Repeat, repeatSchema } from "../repeat/model.ts";
import { conditionsSchema } from "../search/conditions-model.ts";
import { columnsSchema, newestFirst, type Sort, sortSchema } from "../search/model.ts";
import { dayMs, displayJst } from "../time/model.ts";

/** How many searches an account may keep. Each has a place, which is part of its key. */
export const maxKept = 10;
const lifetimeMs = 90 * dayMs;
const noteMaxCodePoints = 500;

export const encodings = ["utf-8", "shift_jis"] as const;
export type Encoding = (typeof encodings)[number];

const repeating = {
	/** Absent and null mean the same. */
	repeat: z.nullable(repeatSchema).optional(),
	paused: z.boolean().optional(),
};

/** The body of a POST; a search that is over the limit returns such a body in its problem document. */
export const createAsyncSearchSchema = z
	.strictObject({
		conditions: conditionsSchema,
		sort: sortSchema.default(newestFirst),
		/** Absent, null and blank mean the same. */
		note: z.nullable(boundedText(noteMaxCodePoints)).optional(),
		encoding: z.enum(encodings).default("utf-8"),
		format: z.enum(formats).default("excel"),
		columns: columnsSchema.default([...columns]),
		...repeating,
	})
	.refine(({ repeat, paused }) => repeat || !paused, { path: ["paused"], ...fieldCode("not-repeating") });
export type AsyncSearchRequest = z.infer<typeof createAsyncSearchSchema>;

/** The changeable part of an asynchronous search: its repetition, and whether that is paused. */
export const changeAsyncSearchSchema = z
	.strictObject(repeating)
	.refine((change) => Object.keys(change).length > 0, fieldCode("nothing-to-correct"));
export type RepeatChange = z.infer<typeof changeAsyncSearchSchema>;

/** Identifies one run of an asynchronous search; the workflow passes it from task to task as `search`. */
export const asyncSearchRunSchema = z.object({
	tenantId: idSchema,
	accountId: idSchema,
	asyncSearchId: idSchema,
	run: z.int().min(1),
	/** The id of the API request that started it, for logs. */
	correlationId: z.string().optional(),
});
export type AsyncSearchRun = z.infer<typeof asyncSearchRunSchema>;

/** Which records a file may contain, all of which its reader must still be allowed to see. null = any. */
export interface FileScope {
	campaignIds: string[] | null;
	agentIds: string[] | null;
}

interface Requested extends Omit<AsyncSearchRun, "correlationId"> {
	/** The request that started this run, by which a repeated request recognises its effect. */
	requestId: string;
	/** As posted, in the form of a request body. */
	conditions: Record<string, unknown>;
	sort: Sort;
	note?: string;
	encoding: Encoding;
	format: Format;
	columns: Column[];
	createdAt: number;
	/** The moment as of which records are exported: when this run was requested. */
	snapshotAt: number;
	/** When search and file expire, in epoch milliseconds. */
	expiresAt: number;
	repeating?: Repeating | undefined;
	/** The file of the last successful run, until this one succeeds. */
	former?: FormerFile | undefined;
}

export interface Repeating {
	repeat: Repeat;
	/** When to start the next run or check the last one; undefined while paused. */
	dueAt: number | undefined;
	/** The time for which a run was last started, and the number of attempts. */
	ranFor?: { occurrence: number; tries: number } | undefined;
}

export interface FormerFile extends ExportedFile {
	run: number;
	snapshotAt: number;
	scope: FileScope;
}

/** A run's progress; the totals are known once it is planned. */
export interface Progress {
	rowsDone: number;
	rowsEstimated?: number;
	partitionsDone: number;
	partitions?: number;
}

/**
 * Facts about a file: `sha256` in lower-case hexadecimal, `replacedCount` characters missing from the encoding,
 * `guardedCount` cells written so that spreadsheets leave them alone.
 */
export const exportedFileSchema = z.object({
	rowCount: z.int(),
	byteCount: z.int(),
	sha256: z.string(),
	replacedCount: z.int(),
	guardedCount: z.int(),
	/** Batches with rows in the file, which must not be read any more once the first of them expires. */
	batchIds: z.array(idSchema),
});
export type ExportedFile = z.infer<typeof exportedFileSchema>;

/** 未処理 → 処理中 → 正常終了 or 異常終了. Times in epoch milliseconds. */
export type AsyncSearch = Requested &
	Progress &
	(
		| { state: "unprocessed" }
		| { state: "processing"; startedAt: number }
		| ({ state: "completed"; startedAt: number; finishedAt: number; scope: FileScope } & ExportedFile)
		| { state: "failed"; startedAt?: number; finishedAt: number; failureCode: string }
	);
export type UnprocessedSearch = Extract<AsyncSearch, { state: "unprocessed" }>;
export type State = AsyncSearch["state"];
export const states = ["unprocessed", "processing", "completed", "failed"] as const satisfies readonly State[];

export function isFinished(search: AsyncSearch): search is Extract<AsyncSearch, { finishedAt: number }> {
	return search.state === "completed" || search.state === "failed";
}

/** The run whose file can be downloaded. */
export function fileOf(search: AsyncSearch): FormerFile | undefined {
	if (search.state !== "completed") return search.former;
	const { run, snapshotAt, scope, rowCount, byteCount, sha256, replacedCount, guardedCount, batchIds } = search;
	return { run, snapshotAt, scope, rowCount, byteCount, sha256, replacedCount, guardedCount, batchIds };
}

/** When the next run is due; while the last one is still watched, the one after it. */
export function nextRunAt({ repeating, snapshotAt }: AsyncSearch): number | undefined {
	if (repeating?.dueAt === undefined || repeating.dueAt > snapshotAt) return repeating?.dueAt;
	return nextOccurrence(repeating.repeat, snapshotAt);
}

export function asyncSearchExpiresAt(snapshotAt: number): number {
	return snapshotAt + lifetimeMs;
}

/** `20261120-150000-1f0c9b52-7`: time (JST), random part, place. Readable in a list of executions. */
export function makeAsyncSearchId(now: number, random: string, place: number): string {
	const time = displayJst(now).replace(/[/:]/g, "").replace(" ", "-");
	return `${time}-${random.replace(/[^0-9a-f]/gi, "").slice(0, 8)}-${place}`;
}

/** The place in an id; undefined if the id is not ours. */
export function placeOf(asyncSearchId: string): number | undefined {
	const digit = /^\d{8}-\d{6}-[0-9a-f]{8}-(\d)$/.exec(asyncSearchId)?.[1];
	return digit === undefined ? undefined : Number(digit);
}

/** The name of a run's execution: the search's id, followed by the run's number from the second run on. */
export function executionName({ asyncSearchId, run }: Pick<AsyncSearchRun, "asyncSearchId" | "run">): string {
	return run === 1 ? asyncSearchId : `${asyncSearchId}-run-${run}`;
}
