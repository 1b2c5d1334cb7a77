import { query } from "../../../functions/api/list-corrections.ts";
import { bulkOutcomesSchema, correctionsSchema } from "../../../shared/call-history/answer.ts";
import { bulkCorrectionSchema, correctionSchema } from "../../../shared/correction/model.ts";
import { detailSchema } from "../../../shared/detail/answer.ts";
import { callHistoryExample, correctionsExample } from "../examples.ts";
import type { Operations } from "../operation.ts";
import { problemExample, problemSchema, withBody } from "../problems.ts";
import { callIdPath } from "./path.ts";

export const bulkOutcomes = bulkOutcomesSchema(problemSchema);
const bulkItem = { callId: "20261120-000123", version: 0, nextAction: { type: "done" } };

export const correctionOperations = {
	"correct-call-history": {
		tag: "Call histories",
		summary: "Correct a call history",
		description:
			"Only the fields that are sent change; `null` clears one. A result must be one of the campaign's " +
			"(`resultOptions`); if the campaign has none (設定しない), none can be set. `redialAt` must be in the future and " +
			"within the batch. The dialler is notified of each correction, and acts on the new next action.",
		path: callIdPath,
		ifMatch: true,
		once: true,
		body: {
			schema: correctionSchema,
			examples: {
				done: { summary: "No further calls", value: { nextAction: { type: "done" }, reason: "本人から連絡あり" } },
				memo: { summary: "Another memo", value: { talkedWith: "self", memo: "資料到着を確認済み。" } },
				clear: { summary: "Clear two fields", value: { altPhone: null, memo: null } },
			},
		},
		answer: {
			description: "The record as it is now",
			schema: detailSchema,
			example: { ...callHistoryExample, version: 1 },
			etag: true,
		},
		problems: [
			...withBody,
			"not-found",
			"call-history-not-found",
			"not-latest",
			"not-granted",
			"not-own-call",
			"not-today",
			"stale",
			"if-match-required",
		],
	},
	"correct-call-histories": {
		tag: "Call histories",
		summary: "Correct up to 100 call histories at once",
		description:
			"Each record is corrected independently, by the rules for a single correction, with the `version` that was " +
			"read instead of `If-Match`; a refusal does not affect the others. The answer has an outcome for each, in the " +
			"order of the request: `corrected` with the new version, or `refused` with the problem that a single " +
			"correction would get, with pointers into this request. An outcome with status 503 means that the correction " +
			"was not made, or that it is unknown whether it was: send the same request with the same `Idempotency-Key` " +
			"again; known outcomes are repeated, and the rest is tried again. With `dryRun` nothing is written, `version` " +
			"may be left out, and a record that would not be refused is `correctable`, with its `version` and `updatedAt`. " +
			"To correct rows of a list, send a dry run first, compare `updatedAt` with the list's, and send the versions. " +
			"100 long memos may exceed the 1 MB of a request; then send fewer.",
		once: true,
		body: {
			schema: bulkCorrectionSchema,
			examples: {
				done: {
					summary: "No further calls to two customers",
					value: { items: [bulkItem, { ...bulkItem, callId: "20261120-000124" }], reason: "キャンペーン終了" },
				},
				preview: {
					summary: "Could it be corrected?",
					value: { items: [{ callId: bulkItem.callId, memo: "資料到着を確認済み。" }], dryRun: true },
				},
			},
		},
		answer: {
			description: "The outcome for each record",
			schema: bulkOutcomes,
			example: {
				items: [
					{ callId: "20261120-000123", outcome: "corrected", version: 1 },
					{ callId: "20261120-000124", outcome: "refused", problem: problemExample("not-latest") },
				],
			},
		},
		problems: [...withBody, "too-many-requests"],
	},
	"list-corrections": {
		tag: "Call histories",
		summary: "List the corrections of a call history",
		description:
			"The corrections of a call history, latest first, each with the values before and after it; a hundred to a " +
			"page, or as many as an answer can hold.",
		path: callIdPath,
		query,
		answer: { description: "A page of corrections", schema: correctionsSchema, example: correctionsExample },
		problems: ["invalid-request", "cursor-invalid", "not-found", "call-history-not-found"],
	},
} as const satisfies Operations;
