import { directoryReader } from "../../shared/directory/reader.ts";
import { mailAddressRequestSchema } from "../../shared/mail-address/model.ts";
import { mailAddressReader } from "../../shared/mail-address/reader.ts";
import { type SetMailAddressDeps, setMailAddress } from "../../shared/mail-address/set-mail-address.ts";
import { mailAddresses } from "../../shared/mail-address/store.ts";
import { now } from "../../shared/platform/clock.ts";
import { consoleUrl, mailer } from "../../shared/platform/mailer.ts";
import { newToken } from "../../shared/platform/random.ts";
import { rateCounts } from "../../shared/rate/counts.ts";
import { apiLambda } from "../adapters/api-lambda.ts";
import { apiHandler } from "../adapters/http.ts";

export const createHandler = apiHandler(
	{ body: mailAddressRequestSchema },
	async (deps: SetMailAddressDeps, { caller, body: { email } }) => ({
		body: await setMailAddress(deps, { caller, email }),
	}),
);

export const handler = apiLambda(createHandler, {
	now,
	directoryReader,
	mailAddressReader,
	mailAddresses,
	mailer,
	consoleUrl,
	newToken,
	rateCounts,
});
