import type { Message } from "../intake/take-in-messages.ts";
import { log } from "../platform/logger.ts";
import { type ForgetDeps, forgetRecord } from "./forget-record.ts";
import { retentionTaskSchema } from "./model.ts";
import { type MoveDeps, moveBatch } from "./move-batch.ts";

export type RetentionDeps = MoveDeps & ForgetDeps;

/** Does the tasks of a batch of messages. @returns the ids of those that the queue shall deliver again */
export async function doRetentionTasks(deps: RetentionDeps, messages: readonly Message[]): Promise<string[]> {
	const settled = await Promise.allSettled(
		messages.map(async ({ body }) => {
			const task = retentionTaskSchema.parse(JSON.parse(body));
			await (task.kind === "move-batch" ? moveBatch(deps, task) : forgetRecord(deps, task));
		}),
	);
	return settled.flatMap((result, index) => {
		if (result.status === "fulfilled") return [];
		const { messageId = "", receiveCount } = messages[index] ?? {};
		log("error", "retention task failed", { messageId, receiveCount, error: result.reason });
		return [messageId];
	});
}
