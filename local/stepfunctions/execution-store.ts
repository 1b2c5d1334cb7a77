import type { DatabaseSync } from "node:sqlite";
import { aheadOfMachine } from "../clock.ts";
import { openDatabase, prepare } from "./statements.ts";

type ClosedStatus = "SUCCEEDED" | "FAILED" | "TIMED_OUT" | "ABORTED";

/** How an execution ended. `output` is JSON. */
export interface Outcome {
	status: ClosedStatus;
	output?: string;
	error?: string;
	cause?: string;
}

/** Times in epoch milliseconds. */
export interface ExecutionRow {
	number: number;
	machine: string;
	name: string;
	status: "RUNNING" | ClosedStatus;
	input: string;
	output: string | null;
	error: string | null;
	cause: string | null;
	started_at: number;
	stopped_at: number | null;
}

/** As the service has it: a time in epoch seconds, and under a name of its own what the event tells. */
export interface HistoryEvent {
	id: number;
	previousEventId: number;
	timestamp: number;
	type: string;
	[details: `${string}EventDetails`]: object;
}

const keptMilliseconds = 90 * 24 * 60 * 60 * 1000;

/** Executions and their histories, in a file. */
export class ExecutionStore {
	readonly #database: DatabaseSync;
	readonly #statements: ReturnType<typeof prepare>;
	readonly #now: () => number;

	constructor(file: string, now: () => number) {
		this.#now = now;
		this.#database = openDatabase(file);
		this.#statements = prepare(this.#database);
		this.#dropOld();
	}

	close(): void {
		this.#database.close();
	}

	#dropOld(): void {
		this.#statements.drop.run(this.#now() - keptMilliseconds);
	}

	/** Adds one that runs. Its name must not be taken. */
	add(machine: string, name: string, input: string): ExecutionRow {
		this.#dropOld();
		this.#statements.add.run(machine, name, input, this.#now());
		return this.find(machine, name) as ExecutionRow;
	}

	find(machine: string, name: string): ExecutionRow | undefined {
		return this.#statements.find.get(machine, name) as unknown as ExecutionRow | undefined;
	}

	/** The newest first, from the number given on. */
	list(machine: string, status: string | undefined, from: number, limit: number): ExecutionRow[] {
		return this.#statements.list.all(machine, status ?? null, from, limit) as unknown as ExecutionRow[];
	}

	/** Those whose end nobody was told of, running ones included. */
	unannounced(machine: string): ExecutionRow[] {
		return this.#statements.unannounced.all(machine) as unknown as ExecutionRow[];
	}

	/** Ends an execution, together with the events that tell of it. */
	end(execution: ExecutionRow, { status, output, error, cause }: Outcome, addEvents: () => void): ExecutionRow {
		this.#database.exec("BEGIN IMMEDIATE");
		try {
			addEvents();
			const values = [status, output ?? null, error ?? null, cause ?? null, this.#now()] as const;
			const row = this.#statements.close.get(...values, execution.number);
			this.#database.exec("COMMIT");
			return row as unknown as ExecutionRow;
		} catch (thrown) {
			this.#database.exec("ROLLBACK");
			throw thrown;
		}
	}

	setAnnounced(number: number): void {
		this.#statements.setAnnounced.run(number);
	}

	/** The interpreter tells the machine's time. */
	addEvent(execution: number, event: HistoryEvent): void {
		const timestamp = event.timestamp + aheadOfMachine(this.#now) / 1000;
		this.#statements.addEvent.run(execution, event.id, JSON.stringify({ ...event, timestamp }));
	}

	lastEventId(execution: number): number {
		return this.#statements.lastEventId.get(execution)?.id as number;
	}

	/** From the id given on, forth or back. */
	events(execution: number, from: number, limit: number, reverse: boolean): HistoryEvent[] {
		const statement = reverse ? this.#statements.eventsBack : this.#statements.events;
		return statement.all(execution, from, limit).map((row) => JSON.parse(row.body as string));
	}
}
