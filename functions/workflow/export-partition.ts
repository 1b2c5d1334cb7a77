import * as z from "zod";
import { asyncSearchRunSchema } from "../../shared/async-search/model.ts";
import { exportPartition, type PartitionDeps } from "../../shared/export/export-partition.ts";
import { createExportDeps, exportEnv } from "../../shared/platform/deps.ts";
import { lambda } from "../adapters/lambda.ts";
import { taskHandler } from "../adapters/task.ts";

const input = z.object({
	search: asyncSearchRunSchema,
	partition: z.object({ index: z.int(), low: z.int().optional(), high: z.int().optional() }),
});

export const createHandler = taskHandler("export-partition", input, (deps: PartitionDeps, task) =>
	exportPartition(deps, task),
);

export const handler = lambda(createHandler, exportEnv, createExportDeps);
