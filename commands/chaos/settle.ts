import { setTimeout as sleep } from "node:timers/promises";
import type { QueueDescription } from "../../local/sqs/inspect.ts";
import type { Client } from "./client.ts";
import type { Stage } from "./stage.ts";
import { exporters } from "./tenant.ts";

const patienceMs = 300_000;
/** Longer than the stream of changes lags. */
const quietMs = 3000;

/**
 * Waits until the queues are empty and stay so.
 * @param passDelay called when all remaining messages are delayed
 * @throws if that does not happen
 */
export async function untilDrained(stage: Stage, passDelay: () => Promise<void>): Promise<void> {
	let quietSince = Date.now();
	await until("the queues are empty", async () => {
		const counts = { "": 0, NotVisible: 0, Delayed: 0 };
		for (const url of [stage.urls.queueUrl, stage.urls.retentionQueueUrl]) {
			const { attributes } = (await (await fetch(url)).json()) as QueueDescription;
			for (const kind of ["", "NotVisible", "Delayed"] as const) {
				counts[kind] += Number(attributes[`ApproximateNumberOfMessages${kind}`]);
			}
		}
		if (counts[""] + counts.NotVisible + counts.Delayed > 0) {
			if (counts[""] + counts.NotVisible > 0) quietSince = Date.now();
			else if (Date.now() - quietSince > quietMs) {
				await passDelay();
				quietSince = Date.now();
			}
			return false;
		}
		return Date.now() - quietSince > quietMs;
	});
}

/** Waits until every asynchronous search has ended. @throws if one does not */
export async function untilEnded(client: Client): Promise<void> {
	await until("asynchronous searches have ended", async () => {
		for (const account of exporters) {
			const { body } = await client.ask(account, "GET /async-searches");
			if (body.items.some(({ state }: { state: string }) => state !== "completed" && state !== "failed")) return false;
		}
		return true;
	});
}

async function until(what: string, holds: () => Promise<boolean>): Promise<void> {
	for (const start = Date.now(); !(await holds()); await sleep(300)) {
		if (Date.now() - start > patienceMs)
			throw new Error(`after ${patienceMs / 1000} s without faults, it still does not hold that ${what}`);
	}
}
