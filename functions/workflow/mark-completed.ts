import * as z from "zod";
import { completeRun } from "../../shared/async-search/complete-run.ts";
import { exportFiles } from "../../shared/async-search/files.ts";
import { asyncSearchRunSchema, exportedFileSchema } from "../../shared/async-search/model.ts";
import type { AsyncSearchStore } from "../../shared/async-search/store.ts";
import { asyncSearches } from "../../shared/async-search/store.ts";
import type { Bucket } from "../../shared/platform/bucket.ts";
import { now } from "../../shared/platform/clock.ts";
import { lambda } from "../adapters/lambda.ts";
import { taskHandler } from "../adapters/task.ts";

const input = z.object({ search: asyncSearchRunSchema, file: exportedFileSchema });

export const createHandler = taskHandler(
	"mark-completed",
	input,
	(deps: { now: () => number; asyncSearches: AsyncSearchStore; exportFiles: Bucket }, { search: run, file }) =>
		completeRun(deps, { run, file }),
);

export const handler = lambda(createHandler, { now, asyncSearches, exportFiles });
