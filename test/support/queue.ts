import type { SQSEvent } from "aws-lambda";
import { createHandler } from "../../functions/events/intake.ts";
import type { Deps } from "../../local/deps.ts";
import type { CloudEvent } from "./events.ts";
import type { World } from "./world.ts";

interface Delivery {
	/** 1 for the first delivery. */
	receiveCount?: number;
	/** How often the messages have waited for others. */
	waits?: number;
	/** Used instead of the world's own. */
	deps?: Partial<Deps>;
}

/**
 * Delivers one batch of messages to the intake's function.
 * @returns the places of the messages that it wants again, or has sent again
 */
export async function deliver(
	world: World,
	bodies: readonly (CloudEvent | string)[],
	{ receiveCount = 1, waits = 0, deps }: Delivery = {},
): Promise<number[]> {
	const Records = bodies.map((body, index) => ({
		messageId: `m-${index}`,
		receiptHandle: `handle-${index}`,
		body: typeof body === "string" ? body : JSON.stringify(body),
		attributes: { ApproximateReceiveCount: String(receiveCount), SentTimestamp: String(world.clock.now) },
		messageAttributes: waits === 0 ? {} : { waits: { dataType: "Number", stringValue: String(waits) } },
	}));
	const waitedBefore = world.waiting.length;
	const { batchItemFailures } = await createHandler({ ...world.deps, ...deps })({ Records } as unknown as SQSEvent);
	const again = new Set(batchItemFailures.map(({ itemIdentifier }) => Number(itemIdentifier.slice(2))));
	for (const { body } of world.waiting.slice(waitedBefore)) {
		again.add(Records.findIndex((record, index) => record.body === body && !again.has(index)));
	}
	return [...again].sort((a, b) => a - b);
}
