import * as z from "zod";
import { exportFiles } from "../../shared/async-search/files.ts";
import { asyncSearchRunSchema } from "../../shared/async-search/model.ts";
import { asyncSearchReader } from "../../shared/async-search/reader.ts";
import { type SettleDeps, settleRun } from "../../shared/async-search/settle-run.ts";
import { asyncSearches } from "../../shared/async-search/store.ts";
import { directoryReader } from "../../shared/directory/reader.ts";
import { now } from "../../shared/platform/clock.ts";
import { consoleUrl, mailer } from "../../shared/platform/mailer.ts";
import { newId } from "../../shared/platform/random.ts";
import { lambda } from "../adapters/lambda.ts";
import { taskHandler } from "../adapters/task.ts";

/** EventBridge's "Step Functions Execution Status Change": best effort, and a back-up of the workflow's own catch. */
const input = z
	.object({
		detail: z.object({
			status: z.enum(["RUNNING", "SUCCEEDED", "FAILED", "TIMED_OUT", "ABORTED", "PENDING_REDRIVE"]),
			input: z
				.string()
				.transform((text) => JSON.parse(text))
				.pipe(z.object({ search: asyncSearchRunSchema })),
			error: z.nullish(z.string()),
		}),
	})
	.transform(({ detail: { input, status, error } }) => ({ ...input, status, ...(error ? { error } : {}) }));

export const createHandler = taskHandler("execution-closed", input, (deps: SettleDeps, { search: run, ...execution }) =>
	settleRun(deps, { run, execution }),
);

export const handler = lambda(createHandler, {
	now,
	newId,
	asyncSearchReader,
	asyncSearches,
	directoryReader,
	mailer,
	consoleUrl,
	exportFiles,
});
