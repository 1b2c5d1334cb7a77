import { callHistoryReader } from "../../shared/call-history/reader.ts";
import { callHistories } from "../../shared/call-history/store.ts";
import {
	type CorrectManyDeps,
	correctCallHistories,
	type Outcome,
	previewCorrections,
} from "../../shared/correction/correct-call-histories.ts";
import { type BulkCorrection, bulkCorrectionSchema } from "../../shared/correction/model.ts";
import { directoryReader } from "../../shared/directory/reader.ts";
import { idempotency } from "../../shared/idempotency/entries.ts";
import { packNotes } from "../../shared/pack/notes.ts";
import { now } from "../../shared/platform/clock.ts";
import { rateCounts } from "../../shared/rate/counts.ts";
import { apiLambda } from "../adapters/api-lambda.ts";
import { keptOutcomes, presentOutcomes } from "../adapters/correction-outcomes.ts";
import { type ApiRequest, apiHandler } from "../adapters/http.ts";
import { type OnceDeps, once } from "../adapters/once.ts";

type Request = ApiRequest & { body: BulkCorrection };

const correct = once("recognised", async (deps: CorrectManyDeps, request: Request) => {
	const { caller, body, requestId, repeatable } = request;
	return keptOutcomes(await correctCallHistories(deps, { caller, request: body, requestId, repeatable }));
});

/** A preview writes nothing, so a repetition shows the current state. */
async function preview(deps: CorrectManyDeps, { caller, body }: Request) {
	return { body: await previewCorrections(deps, { caller, request: body }) };
}

export const createHandler = apiHandler(
	{ body: bulkCorrectionSchema },
	async (deps: CorrectManyDeps & OnceDeps, request) => {
		const { body, language } = request;
		const outcomes = await (body.dryRun ? preview : correct)(deps, request);
		return presentOutcomes(body, outcomes.body as Outcome[], language);
	},
);

export const handler = apiLambda(createHandler, {
	now,
	callHistoryReader,
	callHistories,
	packNotes,
	rateCounts,
	directoryReader,
	idempotency,
});
