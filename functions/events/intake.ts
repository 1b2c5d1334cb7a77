import { callHistoryReader } from "../../shared/call-history/reader.ts";
import { callHistories } from "../../shared/call-history/store.ts";
import { knownReferences } from "../../shared/directory/known-references.ts";
import { directoryReader } from "../../shared/directory/reader.ts";
import { directory } from "../../shared/directory/store.ts";
import { sendersBus } from "../../shared/intake/senders-bus.ts";
import { type TakeInDeps, takeInMessages } from "../../shared/intake/take-in-messages.ts";
import { packNotes } from "../../shared/pack/notes.ts";
import { now } from "../../shared/platform/clock.ts";
import { intakeQueue } from "../../shared/platform/queue.ts";
import { objectNames } from "../../shared/recording/object-names.ts";
import { lambda } from "../adapters/lambda.ts";
import { queueHandler } from "../adapters/queue.ts";

export const createHandler = queueHandler((deps: TakeInDeps, messages) => takeInMessages(deps, messages));

export const handler = lambda(createHandler, {
	now,
	directoryReader,
	knownReferences,
	callHistoryReader,
	callHistories,
	packNotes,
	intakeQueue,
	eventBus: sendersBus,
	directory,
	objectNames,
});
