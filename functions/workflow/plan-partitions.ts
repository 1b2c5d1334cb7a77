import * as z from "zod";
import { asyncSearchRunSchema } from "../../shared/async-search/model.ts";
import { type PlanDeps, planExport } from "../../shared/export/plan-export.ts";
import { createExportDeps, exportEnv } from "../../shared/platform/deps.ts";
import { lambda } from "../adapters/lambda.ts";
import { taskHandler } from "../adapters/task.ts";

const input = z.object({ search: asyncSearchRunSchema });

export const createHandler = taskHandler("plan-partitions", input, (deps: PlanDeps, { search }) =>
	planExport(deps, search),
);

export const handler = lambda(createHandler, exportEnv, createExportDeps);
