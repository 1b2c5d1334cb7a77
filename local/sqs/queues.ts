import { EventEmitter, once } from "node:events";
import { invalid, noSuchQueue, SqsFault } from "./fault.ts";
import type { MessageRow, NewMessage, QueueRow, QueueStore, Redrive } from "./queue-store.ts";

const accountId = "000000000000";

const defaults = {
	DelaySeconds: "0",
	MaximumMessageSize: String(1024 * 1024),
	MessageRetentionPeriod: "1209600",
	ReceiveMessageWaitTimeSeconds: "0",
	VisibilityTimeout: "30",
};

/** The layer between the actions and the file: queues by name, their attributes, and waiting for messages. */
export class Queues {
	readonly store: QueueStore;
	readonly region: string;
	readonly #rows = new Map<string, QueueRow>();
	readonly #arrivals = new EventEmitter().setMaxListeners(0);

	constructor(store: QueueStore, region: string) {
		this.store = store;
		this.region = region;
		this.#reload();
	}

	#reload(): void {
		this.#rows.clear();
		for (const row of this.store.queues()) this.#rows.set(row.name, row);
	}

	rows(): QueueRow[] {
		return [...this.#rows.values()];
	}

	names(): string[] {
		return [...this.#rows.keys()];
	}

	/** By its name or its URL; the host in the URL does not matter. */
	find(nameOrUrl: unknown): QueueRow {
		if (typeof nameOrUrl !== "string") throw new SqsFault("MissingParameter", "The request must contain a queue.");
		const row = this.#rows.get(nameOrUrl.slice(nameOrUrl.lastIndexOf("/") + 1));
		if (!row) throw noSuchQueue();
		return row;
	}

	create(name: unknown, attributes: Record<string, string> = {}): void {
		if (typeof name !== "string" || !/^[\w-]{1,80}$/.test(name)) {
			throw invalid("Can only include alphanumeric characters, hyphens, or underscores. 1 to 80 in length");
		}
		const existing = this.#rows.get(name);
		if (existing && Object.entries(attributes).some(([key, value]) => this.#setting(existing, key) !== value)) {
			throw new SqsFault(
				"QueueNameExists",
				"A queue already exists with the same name and a different value for an attribute.",
				"QueueAlreadyExists",
			);
		}
		if (!existing) this.#save(name, attributes);
	}

	change(queue: QueueRow, attributes: Record<string, string>): void {
		this.#save(queue.name, { ...queue.attributes, ...attributes });
	}

	delete(queue: QueueRow): void {
		this.store.deleteQueue(queue.name);
		this.#reload();
	}

	#save(name: string, attributes: Record<string, string>): void {
		this.store.saveQueue(name, attributes);
		this.#reload();
	}

	#setting(queue: QueueRow, key: string): string | undefined {
		return queue.attributes[key] ?? defaults[key as keyof typeof defaults];
	}

	number(queue: QueueRow, key: keyof typeof defaults): number {
		return Number(this.#setting(queue, key));
	}

	arnOf(name: string): string {
		return `arn:aws:sqs:${this.region}:${accountId}:${name}`;
	}

	attributes(queue: QueueRow): Record<string, string> {
		const { visible, notVisible, delayed } = this.store.counts(queue.name);
		return {
			...defaults,
			...queue.attributes,
			QueueArn: this.arnOf(queue.name),
			ApproximateNumberOfMessages: String(visible),
			ApproximateNumberOfMessagesNotVisible: String(notVisible),
			ApproximateNumberOfMessagesDelayed: String(delayed),
			CreatedTimestamp: String(Math.floor(queue.createdAt / 1000)),
			LastModifiedTimestamp: String(Math.floor(queue.changedAt / 1000)),
		};
	}

	add(queue: QueueRow, messages: NewMessage[]): string[] {
		const ids = this.store.add(queue.name, messages);
		this.#arrivals.emit(queue.name);
		return ids;
	}

	/** Waits up to `waitSeconds` for a first message; a caller that has hung up meanwhile gets none. */
	async take(queue: QueueRow, count: number, hideSeconds: number, waitSeconds: number, gone: AbortSignal) {
		const until = Date.now() + waitSeconds * 1000;
		for (;;) {
			if (gone.aborted) return [];
			const taken: MessageRow[] = this.store.take(queue.name, count, hideSeconds, redriveOf(queue));
			const left = until - Date.now();
			if (taken.length > 0 || left <= 0) return taken;
			const nextVisible = (this.store.nextVisibleAt(queue.name) ?? until) - Date.now();
			await this.#arrival(queue.name, Math.max(1, Math.min(left, nextVisible)), gone);
		}
	}

	async #arrival(queue: string, milliseconds: number, gone: AbortSignal): Promise<void> {
		const waiting = new AbortController();
		const timer = setTimeout(() => waiting.abort(), milliseconds);
		try {
			await once(this.#arrivals, queue, { signal: AbortSignal.any([waiting.signal, gone]) });
		} catch {
			// The time is up, or the caller has hung up; the loop finds out which.
		} finally {
			clearTimeout(timer);
		}
	}

	/** Wakes waiting receivers when messages become visible. */
	wake(queue: QueueRow): void {
		this.#arrivals.emit(queue.name);
	}
}

export function redriveOf(queue: QueueRow): Redrive | undefined {
	const policy = queue.attributes.RedrivePolicy;
	if (!policy) return undefined;
	const { deadLetterTargetArn, maxReceiveCount } = JSON.parse(policy);
	return { target: deadLetterTargetArn.split(":").at(-1), maxReceiveCount: Number(maxReceiveCount) };
}
