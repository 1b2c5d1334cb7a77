import { getMe } from "../../shared/caller/get-me.ts";
import { createReaderDeps, type Deps, readerEnv } from "../../shared/platform/deps.ts";
import { apiLambda } from "../adapters/api-lambda.ts";
import { apiHandler } from "../adapters/http.ts";

export const createHandler = apiHandler({}, async (deps: Pick<Deps, "directoryReader">, { caller }) => ({
	body: await getMe(deps, { caller }),
}));

export const handler = apiLambda(createHandler, readerEnv, createReaderDeps);
