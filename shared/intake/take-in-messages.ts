import type { Deps } from "../platform/deps.ts";
import { log } from "../platform/logger.ts";
import { applyEvents, type IntakeDeps } from "./apply-events.ts";
import type { Outcome } from "./model.ts";

export type TakeInDeps = IntakeDeps & Pick<Deps, "intakeQueue">;

export interface Message {
	messageId: string;
	receiptHandle: string;
	body: string;
	/** 1 for the first delivery. */
	receiveCount: number;
	/** Epoch milliseconds. */
	sentAt: number;
}

/** How long what a message refers to may take to come in. */
const patienceMs = 24 * 3_600_000;
/** How often a fault of the moment may recur before it is none. */
const maxFaults = 50;
const maxPauseSeconds = 900;

/**
 * Takes in a batch of messages. What can never be applied goes to the dead-letter queue with its reason; what waits for
 * another message is hidden for a while, longer each time.
 * @returns the ids of the messages that the queue shall deliver again
 */
export async function takeInMessages(deps: TakeInDeps, messages: readonly Message[]): Promise<string[]> {
	const results = await applyEvents(
		deps,
		messages.map((message) => message.body),
	);
	const again = await Promise.all(
		messages.map(async (message, index) => {
			const outcome = settle(results[index] as PromiseSettledResult<Outcome>, message, deps.now());
			if (outcome.state === "applied") return [];
			const { messageId, receiveCount } = message;
			log("warn", "message not applied", { messageId, receiveCount, state: outcome.state, reason: outcome.reason });
			try {
				if (outcome.state === "rejected") {
					await deps.intakeQueue.reject(message.body, outcome.reason, outcome.detail);
					return [];
				}
				await deps.intakeQueue.postpone(message.receiptHandle, pauseSeconds(receiveCount));
			} catch (error) {
				log("error", "queue refused", { messageId, error });
			}
			return [messageId];
		}),
	);
	return again.flat();
}

/** The outcome of a message, its patience considered. A fault of the moment waits like a message that came too early. */
function settle(result: PromiseSettledResult<Outcome>, message: Message, now: number): Outcome {
	if (result.status === "rejected") {
		const detail = result.reason instanceof Error ? result.reason.message : String(result.reason);
		log("error", "event failed", { messageId: message.messageId, error: result.reason });
		return { state: message.receiveCount < maxFaults ? "waiting" : "rejected", reason: "fault", detail };
	}
	const outcome = result.value;
	return outcome.state === "waiting" && now - message.sentAt > patienceMs ? { ...outcome, state: "rejected" } : outcome;
}

/** 1, 2, 4 … seconds, up to a quarter of an hour; spread, so that what waits together does not come back together. */
function pauseSeconds(receiveCount: number): number {
	const longest = Math.min(maxPauseSeconds, 2 ** (receiveCount - 1));
	return Math.max(1, Math.round(longest * (0.5 + Math.random() / 2)));
}
