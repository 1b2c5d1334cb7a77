import { getSearchOptions, type OptionsDeps } from "../../shared/options/search-options.ts";
import { createReaderDeps, readerEnv } from "../../shared/platform/deps.ts";
import { apiLambda } from "../adapters/api-lambda.ts";
import { apiHandler } from "../adapters/http.ts";

export const createHandler = apiHandler({}, async (deps: OptionsDeps, { caller }) => ({
	body: await getSearchOptions(deps, { caller }),
}));

export const handler = apiLambda(createHandler, readerEnv, createReaderDeps);
