import { directoryReader } from "../../shared/directory/reader.ts";
import { idempotency } from "../../shared/idempotency/entries.ts";
import type { ChangeDeps } from "../../shared/mail-address/change-mail-address.ts";
import { confirmMailAddress } from "../../shared/mail-address/confirm-mail-address.ts";
import { confirmationSchema } from "../../shared/mail-address/model.ts";
import { mailAddressReader } from "../../shared/mail-address/reader.ts";
import { mailAddresses } from "../../shared/mail-address/store.ts";
import { now } from "../../shared/platform/clock.ts";
import { apiLambda } from "../adapters/api-lambda.ts";
import { apiHandler } from "../adapters/http.ts";
import { once } from "../adapters/once.ts";

export const createHandler = apiHandler(
	{ body: confirmationSchema },
	once("claimed", async (deps: ChangeDeps, { caller, body: { token } }) => ({
		body: await confirmMailAddress(deps, { caller, token }),
	})),
);

export const handler = apiLambda(createHandler, {
	now,
	directoryReader,
	mailAddressReader,
	mailAddresses,
	idempotency,
});
