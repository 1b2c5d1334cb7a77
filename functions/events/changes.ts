import { type TellDeps, tellChanges } from "../../shared/change/tell-changes.ts";
import { changesEnv, createChangesDeps } from "../../shared/platform/deps.ts";
import { lambda } from "../adapters/lambda.ts";
import { streamHandler } from "../adapters/stream.ts";

export const createHandler = streamHandler((deps: TellDeps, changes) => tellChanges(deps, changes));

export const handler = lambda(createHandler, changesEnv, createChangesDeps);
