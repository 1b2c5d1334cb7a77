import * as z from "zod";

import { asyncSearchRunSchema } from "../../shared/async-search/model.ts";
import { createAsyncSearchWriterDeps, type Deps, readerEnv } from "../../shared/platform/deps.ts";
import { lambda } from "../adapters/lambda.ts";
import { taskHandler } from "../adapters/task.ts";

const input = z.object({ search: asyncSearchRunSchema });

export const createHandler = taskHandler(
	"mark-processing",
	input,
	(deps: Pick<Deps, "now" | "asyncSearches">, { search }) => deps.asyncSearches.markProcessing(search, deps.now()),
);

export const handler = lambda(createHandler, readerEnv, createAsyncSearchWriterDeps);
