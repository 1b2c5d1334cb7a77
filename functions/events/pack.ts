import * as z from "zod";
import { packDueTenants } from "../../shared/pack/pack-due-tenants.ts";
import type { PackerDeps } from "../../shared/pack/packer-deps.ts";
import { createPackDeps, packEnv } from "../../shared/platform/deps.ts";
import { lambda } from "../adapters/lambda.ts";
import { taskHandler } from "../adapters/task.ts";

/** Called every few minutes; the schedule's event is ignored. */
export const createHandler = taskHandler("pack", z.unknown(), (deps: PackerDeps) => packDueTenants(deps));

export const handler = lambda(createHandler, packEnv, createPackDeps);
