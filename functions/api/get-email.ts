import { type GetMailAddressDeps, getMailAddress } from "../../shared/mail-address/get-mail-address.ts";
import { mailAddressReader } from "../../shared/mail-address/reader.ts";
import { now } from "../../shared/platform/clock.ts";
import { apiLambda } from "../adapters/api-lambda.ts";
import { apiHandler } from "../adapters/http.ts";

export const createHandler = apiHandler({}, async (deps: GetMailAddressDeps, { caller }) => ({
	body: await getMailAddress(deps, { caller }),
}));

export const handler = apiLambda(createHandler, { now, mailAddressReader });
