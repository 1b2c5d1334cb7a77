import * as z from "zod";
import { type ChangeRepeatingDeps, changeRepeating } from "../../shared/async-search/change-repeating.ts";
import { changeAsyncSearchSchema } from "../../shared/async-search/model.ts";
import { presentAsyncSearch } from "../../shared/async-search/present.ts";
import { asyncSearchReader } from "../../shared/async-search/reader.ts";
import { asyncSearches } from "../../shared/async-search/store.ts";
import { idSchema } from "../../shared/directory/model.ts";
import { directoryReader } from "../../shared/directory/reader.ts";
import { idempotency } from "../../shared/idempotency/entries.ts";
import { now } from "../../shared/platform/clock.ts";
import { apiLambda } from "../adapters/api-lambda.ts";
import { apiHandler } from "../adapters/http.ts";
import { once } from "../adapters/once.ts";

const path = z.object({ asyncSearchId: idSchema });

export const createHandler = apiHandler(
	{ path, body: changeAsyncSearchSchema },
	once("recognised", async (deps: ChangeRepeatingDeps, { caller, path: { asyncSearchId }, body: change, language }) => {
		const search = await changeRepeating(deps, { caller, asyncSearchId, change });
		return { body: presentAsyncSearch(search, language) };
	}),
);

export const handler = apiLambda(createHandler, {
	now,
	directoryReader,
	asyncSearchReader,
	asyncSearches,
	idempotency,
});
