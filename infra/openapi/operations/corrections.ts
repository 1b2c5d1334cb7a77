import { query } from "../../../functions/api/list-corrections.ts";
import { detailSchema } from "../../../shared/call-history/answer.ts";
import { correctionsSchema } from "../../../shared/correction/answer.ts";
import { correctionSchema } from "../../../shared/correction/model.ts";
import { callHistoryExample, correctionsExample } from "../examples.ts";
import type { Operations } from "../operation.ts";
import { withBody } from "../problems.ts";
import { callIdPath } from "./path.ts";

export const correctionOperations = {
	"correct-call-history": {
		tag: "Call histories",
		summary: "Correct a call history",
		description:
			"Only the fields that are sent change; `null` clears one. A result must be one of the campaign's (`resultOptions`); " +
			"where the campaign has none (設定しない), none can be set. `redialAt` must be in the future and within the batch. " +
			"The dialler hears of each correction, and acts on the new next action.",
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
	"list-corrections": {
		tag: "Call histories",
		summary: "Who changed what",
		description:
			"The corrections of a call history, the latest first, each with the values before and after it; a hundred at a time, or as many as an answer holds.",
		path: callIdPath,
		query,
		answer: { description: "A page of corrections", schema: correctionsSchema, example: correctionsExample },
		problems: ["invalid-request", "cursor-invalid", "not-found", "call-history-not-found"],
	},
} as const satisfies Operations;
