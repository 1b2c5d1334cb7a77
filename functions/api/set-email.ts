import { mailAddressRequestSchema } from "../../shared/mail-address/model.ts";
import { type SetMailAddressDeps, setMailAddress } from "../../shared/mail-address/set-mail-address.ts";
import { createMailAddressDeps, readerEnv } from "../../shared/platform/deps.ts";
import { apiHandler } from "../adapters/http.ts";
import { lambda } from "../adapters/lambda.ts";

export const createHandler = apiHandler(
	{ body: mailAddressRequestSchema },
	async (deps: SetMailAddressDeps, { caller, body: { email } }) => ({
		body: await setMailAddress(deps, { caller, email }),
	}),
);

export const handler = lambda(createHandler, readerEnv, createMailAddressDeps);
