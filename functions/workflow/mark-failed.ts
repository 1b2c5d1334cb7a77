import * as z from "zod";
import { failRun } from "../../shared/async-search/fail-run.ts";
import { failureCodeOf } from "../../shared/async-search/failure.ts";
import { exportFiles } from "../../shared/async-search/files.ts";
import { asyncSearchRunSchema } from "../../shared/async-search/model.ts";
import type { AsyncSearchStore } from "../../shared/async-search/store.ts";
import { asyncSearches } from "../../shared/async-search/store.ts";
import type { Bucket } from "../../shared/platform/bucket.ts";
import { now } from "../../shared/platform/clock.ts";
import { lambda } from "../adapters/lambda.ts";
import { taskHandler } from "../adapters/task.ts";

const input = z.object({ search: asyncSearchRunSchema, error: z.object({ Error: z.string() }) });

export const createHandler = taskHandler(
	"mark-failed",
	input,
	(deps: { now: () => number; asyncSearches: AsyncSearchStore; exportFiles: Bucket }, { search: run, error }) =>
		failRun(deps, { run, code: failureCodeOf(error.Error) }),
);

export const handler = lambda(createHandler, { now, asyncSearches, exportFiles });
