import * as z from "zod";
import { callHistoryReader } from "../../shared/call-history/reader.ts";
import { directoryReader } from "../../shared/directory/reader.ts";
import { packFileStore } from "../../shared/pack/file-store.ts";
import { packDueTenants } from "../../shared/pack/pack-due-tenants.ts";
import type { PackerDeps } from "../../shared/pack/packer-deps.ts";
import { packs } from "../../shared/pack/packs.ts";
import { packReader } from "../../shared/pack/reader.ts";
import { now } from "../../shared/platform/clock.ts";
import { newId } from "../../shared/platform/random.ts";
import { lambda } from "../adapters/lambda.ts";
import { taskHandler } from "../adapters/task.ts";

/** Called every few minutes; the schedule's event is ignored. */
export const createHandler = taskHandler("pack", z.unknown(), (deps: PackerDeps) => packDueTenants(deps));

export const handler = lambda(createHandler, {
	now,
	newId,
	directoryReader,
	callHistoryReader,
	packReader,
	packs,
	packFiles: packFileStore,
});
