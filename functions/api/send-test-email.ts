import { sendTestMail, type TestMailDeps } from "../../shared/mail-address/send-test-mail.ts";
import { createTestMailDeps, mailEnv } from "../../shared/platform/deps.ts";
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

export const handler = apiLambda(createHandler, mailEnv, createTestMailDeps);
