import { type TakeInDeps, takeInMessages } from "../../shared/intake/take-in-messages.ts";
import { createIntakeDeps, intakeEnv } from "../../shared/platform/deps.ts";
import { lambda } from "../adapters/lambda.ts";
import { queueHandler } from "../adapters/queue.ts";

export const createHandler = queueHandler((deps: TakeInDeps, messages) => takeInMessages(deps, messages));

export const handler = lambda(createHandler, intakeEnv, createIntakeDeps);
