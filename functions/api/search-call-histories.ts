import { callHistoryReader } from "../../shared/call-history/reader.ts";
import { directoryReader } from "../../shared/directory/reader.ts";
import { packFileReader } from "../../shared/pack/file-reader.ts";
import { packReader } from "../../shared/pack/reader.ts";
import { now } from "../../shared/platform/clock.ts";
import { cursorSeal } from "../../shared/platform/cursor-seal.ts";
import { hintTexts } from "../../shared/problem/texts.ts";
import type { SearchResult } from "../../shared/search/answer.ts";
import { searchSchema } from "../../shared/search/model.ts";
import { type SearchDeps, searchCallHistories } from "../../shared/search/search-call-histories.ts";
import { trail } from "../../shared/trail/writer.ts";
import { apiLambda } from "../adapters/api-lambda.ts";
import { apiHandler } from "../adapters/http.ts";

export const createHandler = apiHandler(
	{ body: searchSchema },
	async (deps: SearchDeps, { caller, body: request, language }) => {
		const { hints, ...result } = await searchCallHistories(deps, { caller, request });
		const titled = hints?.map((hint) => ({ ...hint, title: hintTexts[hint.code][language] }));
		return { body: { ...result, ...(titled ? { hints: titled } : {}) } satisfies SearchResult };
	},
	// As long as the services answer, a search has its own time limit (shared/search/deadline.ts).
	{ answerMs: 22_000, callMs: 7000 },
);

export const handler = apiLambda(createHandler, {
	callHistoryReader,
	packReader,
	packFiles: packFileReader,
	now,
	directoryReader,
	cursorSeal,
	trail,
});
