import { type ReportDeps, reportChanges } from "../../shared/change/report-changes.ts";
import { eventBusWithin } from "../../shared/platform/event-bus.ts";
import { retentionQueue } from "../../shared/platform/queue.ts";
import { seals } from "../../shared/trail/seal-files.ts";
import { lambda } from "../adapters/lambda.ts";
import { streamHandler } from "../adapters/stream.ts";

export const createHandler = streamHandler((deps: ReportDeps, changes) => reportChanges(deps, changes));

export const handler = lambda(createHandler, { retentionQueue, eventBus: eventBusWithin(), seals });
