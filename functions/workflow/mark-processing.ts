import * as z from "zod";
import { asyncSearchRunSchema } from "../../shared/async-search/model.ts";
import type { AsyncSearchStore } from "../../shared/async-search/store.ts";
import { asyncSearches } from "../../shared/async-search/store.ts";
import { now } from "../../shared/platform/clock.ts";
import { lambda } from "../adapters/lambda.ts";
import { taskHandler } from "../adapters/task.ts";

const input = z.object({ search: asyncSearchRunSchema });

export const createHandler = taskHandler(
	"mark-processing",
	input,
	(deps: { now: () => number; asyncSearches: AsyncSearchStore }, { search: run }) =>
		deps.asyncSearches.markProcessing(run, deps.now()),
);

export const handler = lambda(createHandler, { now, asyncSearches });
