import { getMe } from "../../shared/caller/get-me.ts";
import { createReaderDeps, type Deps, readerEnv } from "../../shared/platform/deps.ts";
import { apiHandler } from "../adapters/http.ts";
import { lambda } from "../adapters/lambda.ts";

export const createHandler = apiHandler({}, async (deps: Pick<Deps, "directoryReader">, { caller }) => ({
	body: await getMe(deps, { caller }),
}));

export const handler = lambda(createHandler, readerEnv, createReaderDeps);
