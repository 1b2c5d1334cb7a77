import { createRetentionDeps, retentionEnv } from "../../shared/platform/deps.ts";
import { doRetentionTasks, type RetentionDeps } from "../../shared/retention/do-retention-tasks.ts";
import { lambda } from "../adapters/lambda.ts";
import { queueHandler } from "../adapters/queue.ts";

export const createHandler = queueHandler((deps: RetentionDeps, messages) => doRetentionTasks(deps, messages));

export const handler = lambda(createHandler, retentionEnv, createRetentionDeps);
