import type { ChangeDeps } from "../../shared/mail-address/change-mail-address.ts";
import { confirmMailAddress } from "../../shared/mail-address/confirm-mail-address.ts";
import { confirmationSchema } from "../../shared/mail-address/model.ts";
import { createMailAddressDeps, readerEnv } from "../../shared/platform/deps.ts";
import { apiLambda } from "../adapters/api-lambda.ts";
import { apiHandler } from "../adapters/http.ts";
import { once } from "../adapters/once.ts";

export const createHandler = apiHandler(
	{ body: confirmationSchema },
	once("claimed", async (deps: ChangeDeps, { caller, body: { token } }) => ({
		body: await confirmMailAddress(deps, { caller, token }),
	})),
);

export const handler = apiLambda(createHandler, readerEnv, createMailAddressDeps);
