import { StateMachine } from "aws-local-stepfunctions";
import { machineArn } from "./arns.ts";
import { readDefinition } from "./definition.ts";
import type { ExecutionRow, ExecutionStore, Outcome } from "./execution-store.ts";
import { type Run, type Runnable, startRun } from "./run.ts";
import { announce, type StatusChange, statusChangeOf } from "./status-change.ts";
import type { Task } from "./task.ts";

export interface Registration {
	name: string;
	/** In the Amazon States Language, with `${MarkProcessingFunctionArn}` where it calls the task `mark-processing`. */
	definition: string;
	tasks: Readonly<Record<string, Task>>;
	/** Called when an execution ends, and again when it throws. */
	onStatusChange(change: StatusChange): Promise<void>;
	/** Replaces every pause before a retry. */
	pauseMilliseconds?: number;
}

/** The state machine that the stack serves, and its running executions. */
export class Machine {
	readonly region: string;
	readonly arn: string;
	readonly #registration: Registration;
	readonly #runnable: Runnable;
	readonly #store: ExecutionStore;
	readonly #runs = new Map<number, Run>();
	readonly #stopping = new AbortController();

	/** @throws for a definition that is invalid, cannot run locally, or calls a missing task */
	constructor(registration: Registration, store: ExecutionStore, region: string) {
		this.region = region;
		this.arn = machineArn(region, registration.name);
		this.#registration = registration;
		this.#runnable = runnableOf(registration);
		this.#store = store;
	}

	/** Fails executions that were running when the stack last ended, and announces ends that were not announced then. */
	recover(): void {
		for (const execution of this.#store.unannounced(this.#registration.name)) {
			if (execution.status === "RUNNING") this.#end(execution, interrupted);
			else this.#announce(execution);
		}
	}

	/** Newest first. */
	list(): ExecutionRow[] {
		return this.#store.list(this.#registration.name);
	}

	find(name: string): ExecutionRow | undefined {
		return this.#store.find(this.#registration.name, name);
	}

	/** The name must not be taken. */
	start(name: string, input: string): ExecutionRow {
		const execution = this.#store.add(this.#registration.name, name, input);
		const run = startRun(this.#runnable, input);
		this.#runs.set(execution.number, run);
		run.outcome
			.then((outcome) => this.#runs.has(execution.number) && this.#end(execution, outcome))
			.catch((cause) => console.error(`Execution ${name}:`, cause));
		return execution;
	}

	/** An execution that has ended is returned unchanged. */
	stop(execution: ExecutionRow, reason: { error?: string; cause?: string }): ExecutionRow {
		return this.#runs.has(execution.number) ? this.#end(execution, { status: "ABORTED", ...reason }) : execution;
	}

	/** Interrupts running executions without ending them; `recover` does so after the next start. */
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
	// Throws for an invalid definition.
	new StateMachine(machine);
	return {
		// Each item of a Map becomes a machine as well, and validating it again would take a tenth of a second.
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
