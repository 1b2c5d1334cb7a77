import { type TellDeps, tellChanges } from "../../shared/change/tell-changes.ts";
import { eventBusWithin } from "../../shared/platform/event-bus.ts";
import { retentionQueue } from "../../shared/platform/queue.ts";
import { seals } from "../../shared/trail/seal-files.ts";
import { lambda } from "../adapters/lambda.ts";
import { streamHandler } from "../adapters/stream.ts";

export const createHandler = streamHandler((deps: TellDeps, changes) => tellChanges(deps, changes));

export const handler = lambda(createHandler, { retentionQueue, eventBus: eventBusWithin(), seals });
