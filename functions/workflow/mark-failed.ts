import * as z from "zod";
import { failRun } from "../../shared/async-search/fail-run.ts";
import { failureCodeOf } from "../../shared/async-search/failure.ts";
import { asyncSearchRunSchema } from "../../shared/async-search/model.ts";
import { createExportDeps, type Deps, exportEnv } from "../../shared/platform/deps.ts";
import { lambda } from "../adapters/lambda.ts";
import { taskHandler } from "../adapters/task.ts";

const input = z.object({ search: asyncSearchRunSchema, error: z.object({ Error: z.string() }) });

export const createHandler = taskHandler(
	"mark-failed",
	input,
	(deps: Pick<Deps, "now" | "asyncSearches" | "exportFiles">, { search, error }) =>
		failRun(deps, search, failureCodeOf(error.Error)),
);

export const handler = lambda(createHandler, exportEnv, createExportDeps);
