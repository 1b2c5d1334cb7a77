import { mailAddressRequestSchema } from "../../shared/mail-address/model.ts";
import { type SetMailAddressDeps, setMailAddress } from "../../shared/mail-address/set-mail-address.ts";
import { createLinkMailDeps, mailEnv } from "../../shared/platform/deps.ts";
import { apiLambda } from "../adapters/api-lambda.ts";
import { apiHandler } from "../adapters/http.ts";

export const createHandler = apiHandler(
	{ body: mailAddressRequestSchema },
	async (deps: SetMailAddressDeps, { caller, body: { email } }) => ({
		body: await setMailAddress(deps, { caller, email }),
	}),
);

export const handler = apiLambda(createHandler, mailEnv, createLinkMailDeps);
