import * as z from "zod";
import { exportFiles } from "../../shared/async-search/files.ts";
import { asyncSearchReader } from "../../shared/async-search/reader.ts";
import { asyncSearches } from "../../shared/async-search/store.ts";
import { type SweepDeps, sweepAsyncSearches } from "../../shared/async-search/sweep-async-searches.ts";
import { directoryReader } from "../../shared/directory/reader.ts";
import { now } from "../../shared/platform/clock.ts";
import { consoleUrl, mailer } from "../../shared/platform/mailer.ts";
import { newId } from "../../shared/platform/random.ts";
import { workflow } from "../../shared/platform/workflow.ts";
import { trail } from "../../shared/trail/writer.ts";
import { lambda } from "../adapters/lambda.ts";
import { taskHandler } from "../adapters/task.ts";

/** Called every few minutes; the schedule's event is ignored. */
export const createHandler = taskHandler("sweep", z.unknown(), (deps: SweepDeps) => sweepAsyncSearches(deps));

export const handler = lambda(createHandler, {
	now,
	newId,
	asyncSearchReader,
	asyncSearches,
	directoryReader,
	mailer,
	consoleUrl,
	exportFiles,
	trail,
	workflow,
});
