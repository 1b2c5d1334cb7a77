import { getSearchOptions, type OptionsDeps } from "../../shared/options/search-options.ts";
import { createReaderDeps, readerEnv } from "../../shared/platform/deps.ts";
import { apiHandler } from "../adapters/http.ts";
import { lambda } from "../adapters/lambda.ts";

export const createHandler = apiHandler({}, async (deps: OptionsDeps, { caller }) => ({
	body: await getSearchOptions(deps, { caller }),
}));

export const handler = lambda(createHandler, readerEnv, createReaderDeps);
