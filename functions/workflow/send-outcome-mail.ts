import * as z from "zod";
import { asyncSearchRunSchema } from "../../shared/async-search/model.ts";
import { type MailDeps, sendOutcomeMail } from "../../shared/async-search/send-outcome-mail.ts";
import { createOutcomeMailDeps, mailEnv } from "../../shared/platform/deps.ts";
import { lambda } from "../adapters/lambda.ts";
import { taskHandler } from "../adapters/task.ts";

const input = z.object({ search: asyncSearchRunSchema });

export const createHandler = taskHandler("send-outcome-mail", input, (deps: MailDeps, { search }) =>
	sendOutcomeMail(deps, search),
);

export const handler = lambda(createHandler, mailEnv, createOutcomeMailDeps);
