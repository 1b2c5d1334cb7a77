import { StateMachine } from "aws-local-stepfunctions";
import { machineArn } from "./arns.ts";
import { readDefinition } from "./definition.ts";
import type { ExecutionRow, ExecutionStore, Outcome } from "./execution-store.ts";
import { type Run, type Runnable, startRun } from "./run.ts";
import { announce, type StatusChange, statusChangeOf } from "./status-change.ts";
import type { Task } from "./task.ts";

export interface Registration {
	name: string;
	/** In the Amazon States Language, with `${MarkProcessingFunctionArn}` where its task `mark-processing` is called. */
	definition: string;
	tasks: Readonly<Record<string, Task>>;
	/** Told when an execution ends; once more when it throws. */
	onStatusChange(change: StatusChange): Promise<void>;
	/** In the place of every pause before something is tried again. */
	pauseMilliseconds?: number;
}

/** The machine that is served, and what runs of it. */
export class Machine {
	readonly region: string;
	readonly arn: string;
	readonly #registration: Registration;
	readonly #runnable: Runnable;
	readonly #store: ExecutionStore;
	readonly #runs = new Map<number, Run>();
	readonly #stopping = new AbortController();

	/** @throws for a definition that is not valid or has what cannot run locally, or calls a task that is not there */
	constructor(registration: Registration, store: ExecutionStore, region: string) {
		this.region = region;
		this.arn = machineArn(region, registration.name);
		this.#registration = registration;
		this.#runnable = runnableOf(registration);
		this.#store = store;
	}

	/** Ends what was running when the stack was, and tells what could not be told then. */
	recover(): void {
		for (const execution of this.#store.unannounced(this.#registration.name)) {
			if (execution.status === "RUNNING") this.#end(execution, interrupted);
			else this.#announce(execution);
		}
	}

	/** The newest first. */
	list(): ExecutionRow[] {
		return this.#store.list(this.#registration.name);
	}

	find(name: string): ExecutionRow | undefined {
		return this.#store.find(this.#registration.name, name);
	}

	/** Its name must not be taken. */
	start(name: string, input: string): ExecutionRow {
		const execution = this.#store.add(this.#registration.name, name, input);
		const run = startRun(this.#runnable, input);
		this.#runs.set(execution.number, run);
		run.outcome
			.then((outcome) => this.#runs.has(execution.number) && this.#end(execution, outcome))
			.catch((cause) => console.error(`Execution ${name}:`, cause));
		return execution;
	}

	/** One that has ended stays as it is. */
	stop(execution: ExecutionRow, reason: { error?: string; cause?: string }): ExecutionRow {
		return this.#runs.has(execution.number) ? this.#end(execution, { status: "ABORTED", ...reason }) : execution;
	}

	/** Leaves what runs as it is, for `recover` to end after the next start. */
	close(): void {
		this.#stopping.abort();
		for (const run of this.#runs.values()) run.interrupt();
		this.#runs.clear();
	}

	#end(execution: ExecutionRow, outcome: Outcome): ExecutionRow {
		this.#runs.get(execution.number)?.interrupt();
		this.#runs.delete(execution.number);
		const ended = this.#store.end(execution.number, outcome);
		this.#announce(ended);
		return ended;
	}

	#announce(execution: ExecutionRow): void {
		const { signal } = this.#stopping;
		const { onStatusChange, pauseMilliseconds } = this.#registration;
		announce(statusChangeOf(execution, this.region), onStatusChange, signal, pauseMilliseconds)
			.then(() => signal.aborted || this.#store.setAnnounced(execution.number))
			.catch((cause) => signal.aborted || console.error("Status change:", cause));
	}
}

function runnableOf({ name, definition, tasks, pauseMilliseconds }: Registration): Runnable {
	const { machine, tasks: states } = readDefinition(definition);
	// Throws for one that is not valid.
	new StateMachine(machine);
	return {
		// Each item of a Map becomes a machine as well: to validate that anew takes a tenth of a second.
		interpreter: new StateMachine(machine, { validationOptions: { noValidate: true } }),
		tasks: states.map((state) => {
			const task = tasks[state.functionName];
			if (!task) throw new Error(`There is no task ${state.functionName}, which ${state.state} of ${name} calls`);
			return { ...state, task };
		}),
		pauseMilliseconds,
	};
}

const interrupted: Outcome = {
	status: "FAILED",
	error: "Local.Interrupted",
	cause: "The local stack ended while the execution was running.",
};
