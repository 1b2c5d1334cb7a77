import { callHistoryReader } from "../../shared/call-history/reader.ts";
import { directoryReader } from "../../shared/directory/reader.ts";
import { packNotes } from "../../shared/pack/notes.ts";
import { now } from "../../shared/platform/clock.ts";
import { retentionQueue } from "../../shared/platform/queue.ts";
import { recordingFiles } from "../../shared/recording/files.ts";
import { objectNames } from "../../shared/recording/object-names.ts";
import { doRetentionTasks, type RetentionDeps } from "../../shared/retention/do-retention-tasks.ts";
import { expiries } from "../../shared/retention/expiries.ts";
import { pointers } from "../../shared/retention/pointers.ts";
import { lambda } from "../adapters/lambda.ts";
import { queueHandler } from "../adapters/queue.ts";

export const createHandler = queueHandler((deps: RetentionDeps, messages) => doRetentionTasks(deps, messages));

export const handler = lambda(createHandler, {
	now,
	directoryReader,
	callHistoryReader,
	expiries,
	pointers,
	retentionQueue,
	packNotes,
	objectNames,
	recordingFiles,
});
