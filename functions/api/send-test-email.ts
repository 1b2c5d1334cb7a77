import { directoryReader } from "../../shared/directory/reader.ts";
import { idempotency } from "../../shared/idempotency/entries.ts";
import { mailAddressReader } from "../../shared/mail-address/reader.ts";
import { sendTestMail, type TestMailDeps } from "../../shared/mail-address/send-test-mail.ts";
import { now } from "../../shared/platform/clock.ts";
import { consoleUrl, mailer } from "../../shared/platform/mailer.ts";
import { rateCounts } from "../../shared/rate/counts.ts";
import { apiLambda } from "../adapters/api-lambda.ts";
import { apiHandler } from "../adapters/http.ts";
import { once } from "../adapters/once.ts";

export const createHandler = apiHandler(
	{},
	once("unrepeatable", async (deps: TestMailDeps, { caller }) => ({
		status: 202,
		body: await sendTestMail(deps, { caller }),
	})),
);

export const handler = apiLambda(createHandler, {
	now,
	mailAddressReader,
	mailer,
	consoleUrl,
	rateCounts,
	directoryReader,
	idempotency,
});
