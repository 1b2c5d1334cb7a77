import * as z from "zod";
import { exportFiles } from "../../shared/async-search/files.ts";
import { asyncSearchRunSchema } from "../../shared/async-search/model.ts";
import { type AssembleDeps, assembleFile } from "../../shared/export/assemble-file.ts";
import { lambda } from "../adapters/lambda.ts";
import { taskHandler } from "../adapters/task.ts";

const input = z.object({ search: asyncSearchRunSchema, plan: z.object({ partitions: z.array(z.unknown()) }) });

export const createHandler = taskHandler("assemble-file", input, (deps: AssembleDeps, { search: run, plan }) =>
	assembleFile(deps, { run, partitions: plan.partitions.length }),
);

export const handler = lambda(createHandler, { exportFiles });
