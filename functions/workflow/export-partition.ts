import * as z from "zod";
import { exportFiles } from "../../shared/async-search/files.ts";
import { asyncSearchRunSchema } from "../../shared/async-search/model.ts";
import { asyncSearches } from "../../shared/async-search/store.ts";
import { callHistoryReader } from "../../shared/call-history/reader.ts";
import { exportPartition, type PartitionDeps } from "../../shared/export/export-partition.ts";
import { lambda } from "../adapters/lambda.ts";
import { taskHandler } from "../adapters/task.ts";

const input = z.object({
	search: asyncSearchRunSchema,
	partition: z.object({ index: z.int(), low: z.int().optional(), high: z.int().optional() }),
});

export const createHandler = taskHandler("export-partition", input, (deps: PartitionDeps, { search: run, partition }) =>
	exportPartition(deps, { run, partition }),
);

export const handler = lambda(createHandler, { callHistoryReader, asyncSearches, exportFiles });
