import { log } from "../platform/logger.ts";
import type { Message } from "../platform/message.ts";
import { type SweepDeps, sweepRecordings } from "../recording/sweep-recordings.ts";
import { type ForgetDeps, forgetRecord } from "./forget-record.ts";
import { type RetentionTask, retentionTaskSchema } from "./model.ts";
import { type MoveDeps, moveBatch } from "./move-batch.ts";
import { type PointDeps, pointLatest } from "./point-latest.ts";

export type RetentionDeps = MoveDeps & ForgetDeps & PointDeps & SweepDeps;

/** Does the tasks of a batch of messages. @returns the ids of the messages to be redelivered */
export async function doRetentionTasks(deps: RetentionDeps, messages: readonly Message[]): Promise<string[]> {
	const settled = await Promise.allSettled(
		messages.map(async ({ body }) => {
			await doTask(deps, retentionTaskSchema.parse(JSON.parse(body)));
		}),
	);
	return settled.flatMap((result, index) => {
		if (result.status === "fulfilled") return [];
		const { messageId = "", receiveCount } = messages[index] ?? {};
		log("error", "retention task failed", { messageId, receiveCount, error: result.reason });
		return [messageId];
	});
}

function doTask(deps: RetentionDeps, task: RetentionTask): Promise<void> {
	switch (task.kind) {
		case "move-batch":
			return moveBatch(deps, task);
		case "forget-record":
			return forgetRecord(deps, task);
		case "sweep-recordings":
			return sweepRecordings(deps, task);
		case "point-latest":
			return pointLatest(deps, task);
	}
}
