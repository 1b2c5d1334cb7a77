import type { DirectoryReader } from "../../shared/directory/reader.ts";
import { directoryReader } from "../../shared/directory/reader.ts";
import { getMe } from "../../shared/me/get-me.ts";
import { apiLambda } from "../adapters/api-lambda.ts";
import { apiHandler } from "../adapters/http.ts";

export const createHandler = apiHandler({}, async (deps: { directoryReader: DirectoryReader }, { caller }) => ({
	body: await getMe(deps, { caller }),
}));

export const handler = apiLambda(createHandler, { directoryReader });
