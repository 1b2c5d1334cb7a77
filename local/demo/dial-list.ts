import type { Customer } from "./customers.ts";

/** One customer in one batch. */
export interface Entry {
	customer: Customer;
	customerListId: string;
	attempts: number;
	/** Epoch milliseconds of the next attempt. */
	dueAt: number;
	/** Whether the customer agreed to that time. */
	promised: boolean;
}

/** The customers that a batch still has to call again: agreed times first, then those waiting longest. */
export class DialList {
	private readonly promises: Entry[] = [];
	private readonly retries: Entry[] = [];
	readonly customerIds = new Set<string>();

	put(entry: Entry): void {
		const list = entry.promised ? this.promises : this.retries;
		let index = list.length;
		while (index > 0 && (list[index - 1]?.dueAt ?? 0) > entry.dueAt) index--;
		list.splice(index, 0, entry);
	}

	hasPromise(at: number): boolean {
		return (this.promises[0]?.dueAt ?? Number.POSITIVE_INFINITY) <= at;
	}

	take(at: number): Entry | undefined {
		if (this.hasPromise(at)) return this.promises.shift();
		return (this.retries[0]?.dueAt ?? Number.POSITIVE_INFINITY) <= at ? this.retries.shift() : undefined;
	}
}
