import type { HistoryEvent } from "./execution-store.ts";

/** What has begun and not ended: a state, or an iteration of a Map. */
interface Open {
	scope: string;
	/** The event that tells that it was aborted. Some states are over too soon to have one. */
	abortedBy?: string;
	details?: object;
}

/** Where events that are in no Map follow one another. */
export const root = "";

/** Numbers and links events. Each iteration of a Map is a scope of its own, in which one event follows another. */
export class EventWriter {
	readonly #add: (event: HistoryEvent) => void;
	#lastId: number;
	readonly #lastIds = new Map<string, number>();
	readonly #open = new Map<string, Open>();

	constructor(add: (event: HistoryEvent) => void, lastId: number) {
		this.#add = add;
		this.#lastId = lastId;
		this.#lastIds.set(root, lastId);
	}

	write(scope: string, type: string, details?: object, timestamp = Date.now()): void {
		const previousEventId = this.#lastIds.get(scope) ?? this.#lastIds.get(root) ?? 0;
		const id = ++this.#lastId;
		this.#lastIds.set(scope, id);
		this.#add({ id, previousEventId, timestamp: timestamp / 1000, type, ...(details && { [keyOf(type)]: details }) });
	}

	begin(key: string, open: Open): void {
		this.#open.set(key, open);
	}

	end(key: string): void {
		this.#open.delete(key);
	}

	/** What comes after a Map follows the iteration that ended last. */
	endScope(scope: string): void {
		for (const [key, open] of this.#open) if (open.scope === scope) this.#open.delete(key);
		this.#lastIds.set(root, this.#lastIds.get(scope) ?? this.#lastId);
	}

	/** Ends what is open in the scopes that begin so; what was begun last first. */
	abort(scopes: string): void {
		for (const [key, { scope, abortedBy, details }] of [...this.#open].reverse()) {
			if (!scope.startsWith(scopes)) continue;
			this.#open.delete(key);
			if (!abortedBy) continue;
			this.write(scope, abortedBy, details);
			this.#lastIds.set(root, this.#lastId);
		}
	}
}

/** All kinds of states share the names of these two. */
function keyOf(type: string): `${string}EventDetails` {
	const name = /State(Entered|Exited)$/.exec(type)?.[0] ?? type;
	return `${name.charAt(0).toLowerCase()}${name.slice(1)}EventDetails`;
}
