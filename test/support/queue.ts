import type { SQSEvent } from "aws-lambda";
import { createHandler } from "../../functions/events/intake.ts";
import type { Deps } from "../../shared/platform/deps.ts";
import type { CloudEvent } from "./events.ts";
import type { World } from "./world.ts";

interface Delivery {
	/** 1 for the first delivery. */
	receiveCount?: number;
	/** Epoch milliseconds. */
	sentAt?: number;
	/** Instead of the world's own. */
	deps?: Partial<Deps>;
}

/** Delivers one batch of messages to the intake's function. @returns the places of those that it wants again */
export async function deliver(
	world: World,
	bodies: readonly (CloudEvent | string)[],
	{ receiveCount = 1, sentAt = world.clock.now, deps }: Delivery = {},
): Promise<number[]> {
	const Records = bodies.map((body, index) => ({
		messageId: `m-${index}`,
		receiptHandle: `handle-${index}`,
		body: typeof body === "string" ? body : JSON.stringify(body),
		attributes: { ApproximateReceiveCount: String(receiveCount), SentTimestamp: String(sentAt) },
	}));
	const { batchItemFailures } = await createHandler({ ...world.deps, ...deps })({ Records } as unknown as SQSEvent);
	return batchItemFailures.map(({ itemIdentifier }) => Number(itemIdentifier.slice(2)));
}
