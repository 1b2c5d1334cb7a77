import { randomUUID } from "node:crypto";
import type { DatabaseSync } from "node:sqlite";
import type { MessageAttributes } from "./digest.ts";
import { atomically, prepare } from "./statements.ts";

export interface QueueRow {
	name: string;
	attributes: Record<string, string>;
	createdAt: number;
	changedAt: number;
}

export interface NewMessage {
	body: string;
	attributes: MessageAttributes;
	delaySeconds: number;
}

export interface MessageRow {
	number: number;
	id: string;
	body: string;
	attributes: string | null;
	sent_at: number;
	receive_count: number;
	first_received_at: number | null;
}

/** What happens to a message after `maxReceiveCount` receives. */
export interface Redrive {
	target: string;
	maxReceiveCount: number;
}

/** Queues and their messages in one SQLite file. Times are epoch milliseconds. */
export class QueueStore {
	readonly #database: DatabaseSync;
	readonly #statements: ReturnType<typeof prepare>;

	constructor(database: DatabaseSync) {
		this.#database = database;
		this.#statements = prepare(database);
		// Their receivers ended with the stack, and will never delete them.
		this.#database.prepare("UPDATE message SET visible_at = ? WHERE receive_count > 0").run(Date.now());
	}

	queues(): QueueRow[] {
		return this.#statements.queues.all().map((row) => ({
			name: row.name as string,
			attributes: JSON.parse(row.attributes as string),
			createdAt: row.created_at as number,
			changedAt: row.changed_at as number,
		}));
	}

	saveQueue(name: string, attributes: Record<string, string>): void {
		this.#statements.saveQueue.run(name, JSON.stringify(attributes), Date.now(), Date.now());
	}

	deleteQueue(name: string): void {
		atomically(this.#database, () => {
			this.#statements.purge.run(name);
			this.#statements.deleteQueue.run(name);
		});
	}

	/** Adds the messages, all or none, and returns their ids. */
	add(queue: string, messages: NewMessage[]): string[] {
		const now = Date.now();
		return atomically(this.#database, () =>
			messages.map(({ body, attributes, delaySeconds }) => {
				const id = randomUUID();
				const kept = Object.keys(attributes).length > 0 ? JSON.stringify(attributes) : null;
				this.#statements.add.run(queue, id, body, kept, now, now + delaySeconds * 1000);
				return id;
			}),
		);
	}

	/** Takes up to `count` visible messages, and hides them for the time given. */
	take(queue: string, count: number, hideSeconds: number, redrive: Redrive | undefined): MessageRow[] {
		const now = Date.now();
		return atomically(this.#database, () => {
			const taken: MessageRow[] = [];
			while (taken.length < count) {
				const rows = this.#statements.visible.all(queue, now, count - taken.length) as unknown as MessageRow[];
				for (const row of rows) {
					if (redrive && row.receive_count >= redrive.maxReceiveCount) {
						this.#statements.move.run(redrive.target, queue, now, row.number);
						continue;
					}
					row.receive_count++;
					row.first_received_at ??= now;
					this.#statements.hide.run(now + hideSeconds * 1000, row.first_received_at, row.number);
					taken.push(row);
				}
				// With a timeout of 0, the messages just taken are still visible.
				if (rows.length === 0 || hideSeconds === 0) break;
			}
			return taken;
		});
	}

	/** A message that has been received again stays: only the latest receipt is valid. */
	remove(queue: string, receipts: [number: number, receiveCount: number][]): void {
		atomically(this.#database, () => {
			for (const [number, receiveCount] of receipts) this.#statements.remove.run(queue, number, receiveCount);
		});
	}

	/** @returns whether the receipt is that of a message in flight */
	changeVisibility(queue: string, number: number, receiveCount: number, seconds: number): boolean {
		const now = Date.now();
		return this.#statements.changeVisibility.run(now + seconds * 1000, queue, number, receiveCount, now).changes > 0;
	}

	purge(queue: string): void {
		this.#statements.purge.run(queue);
	}

	nextVisibleAt(queue: string): number | undefined {
		return (this.#statements.nextVisibleAt.get(queue)?.next as number | null) ?? undefined;
	}

	counts(queue: string): { visible: number; notVisible: number; delayed: number } {
		const now = Date.now();
		const row = this.#statements.counts.get(now, now, now, queue) as Record<string, number | null>;
		return { visible: row.visible ?? 0, notVisible: row.notVisible ?? 0, delayed: row.delayed ?? 0 };
	}

	/** The first messages of a queue, without receiving them. */
	peek(queue: string, since: number, limit: number): MessageRow[] {
		return this.#statements.peek.all(queue, since, limit) as unknown as MessageRow[];
	}

	reasons(queue: string, since: number): { reason: string | null; count: number }[] {
		return this.#statements.reasons.all(queue, since) as unknown as { reason: string | null; count: number }[];
	}
}
