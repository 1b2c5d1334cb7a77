import type { OutgoingEvent } from "../outgoing-event/model.ts";
import { log } from "../platform/logger.ts";
import type { Message } from "../platform/message.ts";
import { measure } from "../platform/metrics.ts";
import type { IntakeQueue } from "../platform/queue.ts";
import type { Note } from "../rejection/model.ts";
import { applyEvents, type IntakeDeps } from "./apply-events.ts";
import { eventOfOutcome } from "./event-of-outcome.ts";
import type { Outcome } from "./model.ts";

export interface TakeInDeps extends IntakeDeps {
	intakeQueue: IntakeQueue;
}

/** An alarm goes off when a queue's oldest message is a quarter of an hour old. */
const maxPauseSeconds = 600;
/**
 * How often a message may wait for another one: for about a day. Its waits count, not its age, which also grows while
 * the queue is stopped.
 */
const maxWaits = 200;
/**
 * How often it may wait for a removed tenant to be saved again: some minutes, in which a save that was sent earlier
 * must have arrived.
 */
const maxWaitsForTenant = 8;

/**
 * Takes in a batch of messages. Those that can never be applied go to the dead-letter queue with their reason. Those
 * that wait for another message are resent, after a longer pause each time: a message that is merely hidden counts as
 * in flight, and a queue allows 120,000 of these. Senders are notified before the message is deleted. After a fault, a
 * message is hidden for a while and retried, as often as it takes.
 * @returns the ids of the messages to be redelivered
 */
export async function takeInMessages(deps: TakeInDeps, messages: readonly Message[]): Promise<string[]> {
	const results = await applyEvents(
		deps,
		messages.map((message) => message.body),
	);
	const ends = await notifySenders(
		deps,
		messages.map((message, index) => settle(results[index] as PromiseSettledResult<Outcome>, message)),
	);
	const again = await Promise.all(
		ends.map(async (end) => {
			const { messageId, receiptHandle, receiveCount } = end.message;
			try {
				if ("outcome" in end) {
					await conclude(deps, end);
					return [];
				}
				log("error", "event failed", { messageId, receiveCount, error: end.error });
				await deps.intakeQueue.postpone(receiptHandle, pauseSeconds(receiveCount - 1));
			} catch (error) {
				log("error", "queue call failed", { messageId, error });
			}
			return [messageId];
		}),
	);
	return again.flat();
}

type Handled = { message: Message; outcome: Outcome; event: OutgoingEvent | undefined };
type End = Handled | { message: Message; error: unknown };

/** How a message ends: one that has waited long enough is dropped or rejected. */
function settle(
	result: PromiseSettledResult<Outcome>,
	message: Message,
): Omit<Handled, "event"> | Exclude<End, Handled> {
	if (result.status === "rejected") return { message, error: result.reason };
	const outcome = result.value;
	if (outcome.state !== "waiting") return { message, outcome };
	const isRemoved = outcome.reason === "tenant-removed";
	if (message.waits < (isRemoved ? maxWaitsForTenant : maxWaits)) return { message, outcome };
	return { message, outcome: { ...outcome, state: isRemoved ? "dropped" : "rejected" } };
}

/**
 * Publishes the events for senders at once. If that fails, their messages count as failed and are redelivered.
 */
async function notifySenders(
	{ eventBus, now }: TakeInDeps,
	ends: readonly ReturnType<typeof settle>[],
): Promise<readonly End[]> {
	const withEvents = ends.map((end) =>
		"outcome" in end ? { ...end, event: eventOfOutcome(end.message.body, end.outcome, now()) } : end,
	);
	const events = withEvents.flatMap((end) => ("event" in end && end.event ? [end.event] : []));
	try {
		if (events.length > 0) await eventBus.publish(events);
		return withEvents;
	} catch (error) {
		return withEvents.map((end) => ("event" in end && end.event ? { message: end.message, error } : end));
	}
}

/** Finishes a message without faults, which the queue may delete. */
async function conclude({ intakeQueue }: TakeInDeps, { message, outcome, event }: Handled): Promise<void> {
	const { messageId, body, waits } = message;
	if (outcome.state === "applied") {
		if (event) note(messageId, event, outcome.notes ?? []);
		return;
	}
	const { state, reason, detail } = outcome;
	log("warn", "message not applied", { messageId, waits, state, reason });
	if (state === "waiting") return intakeQueue.sendAgain(body, waits + 1, pauseSeconds(waits));
	if (state === "rejected") await intakeQueue.reject(body, reason, detail);
	const metric = state === "dropped" ? "EventsDropped" : "EventsRejected";
	measure(`event ${state}`, { [metric]: 1 }, { reason });
}

/**
 * Logs which fields of an event were changed or left out, or have unknown references: their names, never their values.
 */
function note(messageId: string, { tenantid: tenantId, data }: OutgoingEvent, notes: readonly Note[]): void {
	log("warn", "event noted", { messageId, tenantId, ...data });
	for (const [code, { length }] of Map.groupBy(notes, ({ code }) => code)) {
		measure("event noted", { FieldsNoted: length }, { reason: code });
	}
}

/** 1, 2, 4 … seconds, up to ten minutes, randomised so that waiting messages do not return all at once. */
function pauseSeconds(before: number): number {
	const longest = Math.min(maxPauseSeconds, 2 ** before);
	return Math.max(1, Math.round(longest * (0.5 + Math.random() / 2)));
}
