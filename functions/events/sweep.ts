import * as z from "zod";
import { type SweepDeps, sweepAsyncSearches } from "../../shared/async-search/sweep-async-searches.ts";
import { createSweepDeps, sweepEnv } from "../../shared/platform/deps.ts";
import { lambda } from "../adapters/lambda.ts";
import { taskHandler } from "../adapters/task.ts";

/** Called every few minutes; the schedule's event is ignored. */
export const createHandler = taskHandler("sweep", z.unknown(), (deps: SweepDeps) => sweepAsyncSearches(deps));

export const handler = lambda(createHandler, sweepEnv, createSweepDeps);
