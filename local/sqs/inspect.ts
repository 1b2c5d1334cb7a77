import type { Queues } from "./queues.ts";

export interface QueueDescription {
	name: string;
	attributes: Record<string, string>;
	/** How many messages carry which `reason` attribute. */
	reasons: { reason: string | null; count: number }[];
	messages: { messageId: string; sentAt: string; receiveCount: number; body: string; attributes: object }[];
}

/** The messages of a queue, without receiving them. `?since=` (epoch milliseconds) leaves out older ones. */
export function describeQueue(queues: Queues, url: URL): QueueDescription {
	const queue = queues.find(url.pathname);
	const since = Number(url.searchParams.get("since") ?? 0);
	return {
		name: queue.name,
		attributes: queues.attributes(queue),
		reasons: queues.store.reasons(queue.name, since),
		messages: queues.store.peek(queue.name, since, 100).map((row) => ({
			messageId: row.id,
			sentAt: new Date(row.sent_at).toISOString(),
			receiveCount: row.receive_count,
			body: row.body,
			attributes: JSON.parse(row.attributes ?? "{}"),
		})),
	};
}
