import type { Deps } from "../platform/deps.ts";
import { log } from "../platform/logger.ts";
import { measure } from "../platform/metrics.ts";
import { applyEvents, type IntakeDeps } from "./apply-events.ts";
import { type Mended, type Outcome, tenantRemoved } from "./model.ts";

export type TakeInDeps = IntakeDeps & Pick<Deps, "intakeQueue">;

export interface Message {
	messageId: string;
	receiptHandle: string;
	body: string;
	/** 1 for the first delivery. */
	receiveCount: number;
	/** How often it has waited for another message, and was sent anew. */
	waits: number;
}

/** A queue whose oldest message is a quarter of an hour old alarms. */
const maxPauseSeconds = 600;
/** How often a message may wait for another one: for a day. Its own waits count, and not its age: a queue that stands still is not its fault. */
const maxWaits = 200;
/** How often it may wait for a removed tenant to be saved anew: some minutes, in which a save that was sent before it must have come. */
const maxWaitsForTenant = 8;

/** A log line has its end. */
const maxFieldsTold = 20;

type Unapplied = Exclude<Outcome, { state: "applied" }>;

/**
 * Takes in a batch of messages. What can never be applied goes to the dead-letter queue with its reason. What waits for another
 * message is sent anew, after a longer pause each time: a message that is only hidden counts as in flight, of which a queue has
 * 120,000. A fault is never the message's own, and hides it for a while, as often as it takes.
 * @returns the ids of the messages that the queue shall deliver again
 */
export async function takeInMessages(deps: TakeInDeps, messages: readonly Message[]): Promise<string[]> {
	const results = await applyEvents(
		deps,
		messages.map((message) => message.body),
	);
	const again = await Promise.all(
		messages.map(async (message, index) => {
			const { messageId, receiptHandle, receiveCount } = message;
			const result = results[index] as PromiseSettledResult<Outcome>;
			try {
				if (result.status === "fulfilled") {
					await conclude(deps, message, result.value);
					return [];
				}
				log("error", "event failed", { messageId, receiveCount, error: result.reason });
				await deps.intakeQueue.postpone(receiptHandle, pauseSeconds(receiveCount - 1));
			} catch (error) {
				log("error", "queue refused", { messageId, error });
			}
			return [messageId];
		}),
	);
	return again.flat();
}

/** Sees a message off that met no fault: the queue may forget it. */
async function conclude({ intakeQueue }: TakeInDeps, message: Message, outcome: Outcome): Promise<void> {
	const { messageId, body, waits } = message;
	if (outcome.state === "applied") {
		if (outcome.mended) tellMended(messageId, outcome.mended);
		return;
	}
	const { state, reason, detail } = settle(outcome, waits);
	log("warn", "message not applied", { messageId, waits, state, reason });
	if (state === "dropped") measure("event dropped", { EventsDropped: 1 }, { reason });
	else if (state === "rejected") await intakeQueue.reject(body, reason, detail);
	else await intakeQueue.sendAgain(body, waits + 1, pauseSeconds(waits));
}

/** Which fields an event was taken in without: by their names, never by what was there. */
function tellMended(messageId: string, { fields, ...event }: Mended): void {
	log("warn", "event mended", { messageId, ...event, count: fields.length, fields: fields.slice(0, maxFieldsTold) });
	for (const [code, { length }] of Map.groupBy(fields, ({ code }) => code)) {
		measure("event mended", { FieldsMended: length }, { reason: code });
	}
}

/** What becomes of it when it has waited for long enough. */
function settle(outcome: Unapplied, waits: number): Unapplied {
	if (outcome.state !== "waiting") return outcome;
	if (outcome.reason === tenantRemoved) return waits < maxWaitsForTenant ? outcome : { ...outcome, state: "dropped" };
	return waits < maxWaits ? outcome : { ...outcome, state: "rejected" };
}

/** 1, 2, 4 … seconds, up to ten minutes; spread, so that what waits together does not come back together. */
function pauseSeconds(before: number): number {
	const longest = Math.min(maxPauseSeconds, 2 ** before);
	return Math.max(1, Math.round(longest * (0.5 + Math.random() / 2)));
}
