import * as z from "zod";
import { asyncSearchRunSchema } from "../../shared/async-search/model.ts";
import { asyncSearchReader } from "../../shared/async-search/reader.ts";
import { type MailDeps, sendOutcomeMail } from "../../shared/async-search/send-outcome-mail.ts";
import { asyncSearches } from "../../shared/async-search/store.ts";
import { directoryReader } from "../../shared/directory/reader.ts";
import { now } from "../../shared/platform/clock.ts";
import { consoleUrl, mailer } from "../../shared/platform/mailer.ts";
import { newId } from "../../shared/platform/random.ts";
import { lambda } from "../adapters/lambda.ts";
import { taskHandler } from "../adapters/task.ts";

const input = z.object({ search: asyncSearchRunSchema });

export const createHandler = taskHandler("send-outcome-mail", input, (deps: MailDeps, { search: run }) =>
	sendOutcomeMail(deps, { run }),
);

export const handler = lambda(createHandler, {
	now,
	newId,
	asyncSearchReader,
	asyncSearches,
	directoryReader,
	mailer,
	consoleUrl,
});
