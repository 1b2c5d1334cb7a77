import * as z from "zod";
import { completeRun } from "../../shared/async-search/complete-run.ts";
import { asyncSearchRunSchema, exportedFileSchema } from "../../shared/async-search/model.ts";
import { createExportDeps, type Deps, exportEnv } from "../../shared/platform/deps.ts";
import { lambda } from "../adapters/lambda.ts";
import { taskHandler } from "../adapters/task.ts";

const input = z.object({ search: asyncSearchRunSchema, file: exportedFileSchema });

export const createHandler = taskHandler(
	"mark-completed",
	input,
	(deps: Pick<Deps, "now" | "asyncSearches" | "exportFiles">, task) => completeRun(deps, task),
);

export const handler = lambda(createHandler, exportEnv, createExportDeps);
