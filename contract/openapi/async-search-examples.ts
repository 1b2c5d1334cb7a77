import type * as z from "zod";
import type { AsyncSearchAnswer } from "../../shared/async-search/answer.ts";
import { failureOf } from "../../shared/async-search/failure.ts";
import { columns } from "../../shared/column/model.ts";
import type { fileLinkSchema } from "../../shared/recording/answer.ts";
import { overLimitBodyExample, period } from "./examples.ts";

const requests = {
	overLimit: {
		summary: "The `asyncSearch.body` of a search with too many hits, unchanged",
		value: overLimitBodyExample,
	},
	spreadsheet: {
		summary: "Some columns of one campaign, for a spreadsheet on Windows",
		value: {
			conditions: { period, campaignIds: ["c01"], resultIds: ["c01-contract"] },
			sort: { column: "agentName", direction: "asc" },
			note: "定期購入 継続了承の一覧（月例報告用）",
			encoding: "shift_jis",
			format: "excel",
			columns: ["calledAt", "name", "phone", "agentName", "resultLabel", "durationSeconds", "memo"],
		},
	},
	program: {
		summary: "The calls of a day, for a program",
		value: { conditions: { period }, format: "plain" },
	},
};

const unprocessed: AsyncSearchAnswer = {
	asyncSearchId: "20261120-150000-1f0c9b52-7",
	state: "unprocessed",
	note: "11月分 全件",
	conditions: overLimitBodyExample.conditions,
	sort: { column: "calledAt", direction: "desc" },
	encoding: "utf-8",
	format: "excel",
	columns: [...columns],
	repeat: null,
	paused: false,
	nextRunAt: null,
	createdAt: "2026-11-20T15:00:00+09:00",
	startedAt: null,
	finishedAt: null,
	expiresAt: "2027-02-18T15:00:00+09:00",
	progress: { rowsDone: 0, rowsEstimated: null, percent: 0 },
	rowCount: null,
	byteCount: null,
	sha256: null,
	replacedCount: null,
	guardedCount: null,
	warnings: [],
	formerFile: null,
	failure: null,
};

const repeat = { every: "day", at: "07:00", period: "yesterday" } as const;
const changes = {
	repeat: { summary: "Every morning at seven, the day before", value: { repeat } },
	pause: { summary: "Pause the repetition", value: { paused: true } },
	resume: { summary: "Resume it from the next time on", value: { paused: false } },
	end: { summary: "End the repetition", value: { repeat: null } },
};
const repeating: AsyncSearchAnswer = { ...unprocessed, repeat, nextRunAt: "2026-11-21T07:00:00+09:00" };

const processing: AsyncSearchAnswer = {
	...unprocessed,
	state: "processing",
	startedAt: "2026-11-20T15:00:01+09:00",
	progress: { rowsDone: 18_240, rowsEstimated: 41_500, percent: 39 },
};

const completed: AsyncSearchAnswer = {
	...processing,
	state: "completed",
	finishedAt: "2026-11-20T15:00:09+09:00",
	progress: { rowsDone: 41_377, rowsEstimated: 41_377, percent: 100 },
	rowCount: 41_377,
	byteCount: 17_130_552,
	sha256: "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
	replacedCount: 0,
	guardedCount: 289_639,
};

const failed: AsyncSearchAnswer = {
	...processing,
	state: "failed",
	finishedAt: "2026-11-20T15:04:30+09:00",
	failure: { code: "busy", title: failureOf("busy").ja, retryable: failureOf("busy").retryable },
};

export const asyncSearchExamples = { requests, changes, unprocessed, repeating, processing, completed, failed };

export const exportLinkExample: z.infer<typeof fileLinkSchema> = {
	url:
		"https://exports.example.com/results/acme/sv01/20261120-150000-1f0c9b52-7/1.csv" +
		"?X-Amz-Signature=0123456789abcdef",
	fileName: "応対履歴_20261120-150000.csv",
	expiresAt: "2026-11-20T15:15:00+09:00",
};
