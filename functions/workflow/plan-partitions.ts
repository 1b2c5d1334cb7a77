import * as z from "zod";
import { exportFiles } from "../../shared/async-search/files.ts";
import { asyncSearchRunSchema } from "../../shared/async-search/model.ts";
import { asyncSearchReader } from "../../shared/async-search/reader.ts";
import { asyncSearches } from "../../shared/async-search/store.ts";
import { callHistoryReader } from "../../shared/call-history/reader.ts";
import { directoryReader } from "../../shared/directory/reader.ts";
import { type PlanDeps, planExport } from "../../shared/export/plan-export.ts";
import { now } from "../../shared/platform/clock.ts";
import { lambda } from "../adapters/lambda.ts";
import { taskHandler } from "../adapters/task.ts";

const input = z.object({ search: asyncSearchRunSchema });

export const createHandler = taskHandler("plan-partitions", input, (deps: PlanDeps, { search: run }) =>
	planExport(deps, { run }),
);

export const handler = lambda(createHandler, {
	now,
	directoryReader,
	callHistoryReader,
	asyncSearchReader,
	asyncSearches,
	exportFiles,
});
