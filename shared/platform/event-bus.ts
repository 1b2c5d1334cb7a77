import { EventBridgeClient, PutEventsCommand } from "@aws-sdk/client-eventbridge";
import { chunksOf } from "./chunks.ts";
import { AppError } from "./errors.ts";
import { BoundedHttpHandler, limitCalls, type TimeLimits } from "./http.ts";
import { type Provider, provider } from "./provider.ts";

export type EventBus = ReturnType<typeof createEventBus>;

/** One call accepts ten events, of 256 KB altogether. */
const chunk = { things: 10, bytes: 240_000 };

const timeLimits: TimeLimits = { idleMs: 5000, answerMs: 5000, callMs: 15_000 };

/** The bus that others subscribe to. An event's type is the rule's `detail-type`, the whole CloudEvent its `detail`. */
export function createEventBus(options: {
	region: string;
	endpoint?: string | undefined;
	name: string;
	limits?: TimeLimits;
}) {
	const { region, endpoint, limits = timeLimits } = options;
	const requestHandler = new BoundedHttpHandler(limits);
	const client = new EventBridgeClient({ region, requestHandler, ...(endpoint ? { endpoint } : {}) });
	limitCalls(client, requestHandler, limits.callMs);
	return {
		/**
		 * Publishes events one call after another, in their order.
		 * @throws AppError `unavailable` if the bus refuses one
		 */
		async publish(events: readonly { type: string; time: string }[]): Promise<void> {
			const entries = events.map((event) => ({
				EventBusName: options.name,
				Source: "rireki",
				DetailType: event.type,
				Detail: JSON.stringify(event),
				Time: new Date(event.time),
			}));
			for (const Entries of chunksOf(entries, ({ Detail }) => Buffer.byteLength(Detail), chunk)) {
				const { FailedEntryCount, Entries: results = [] } = await client.send(new PutEventsCommand({ Entries }));
				const failed = FailedEntryCount ? results.find(({ ErrorCode }) => ErrorCode) : undefined;
				if (failed) throw new AppError("bus-refused", `${failed.ErrorCode}: ${failed.ErrorMessage}`);
			}
		},
	};
}

/** @param limits by default the usual ones */
export function eventBusWithin(limits?: TimeLimits): Provider<EventBus> {
	return provider(["AWS_REGION", "EVENTBRIDGE_ENDPOINT", "EVENT_BUS_NAME"], (env) =>
		createEventBus({
			region: env.AWS_REGION,
			endpoint: env.EVENTBRIDGE_ENDPOINT,
			name: env.EVENT_BUS_NAME,
			...(limits ? { limits } : {}),
		}),
	);
}
