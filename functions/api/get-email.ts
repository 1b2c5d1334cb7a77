import { getMailAddress } from "../../shared/mail-address/get-mail-address.ts";
import { createReaderDeps, type Deps, readerEnv } from "../../shared/platform/deps.ts";
import { apiLambda } from "../adapters/api-lambda.ts";
import { apiHandler } from "../adapters/http.ts";

export const createHandler = apiHandler({}, async (deps: Pick<Deps, "directoryReader">, { caller }) => ({
	body: await getMailAddress(deps, { caller }),
}));

export const handler = apiLambda(createHandler, readerEnv, createReaderDeps);
