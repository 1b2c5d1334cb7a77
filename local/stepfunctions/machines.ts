import { executionArn, parseExecutionArn } from "./arns.ts";
import type { ExecutionRow, ExecutionStore, Outcome } from "./execution-store.ts";
import { StepFunctionsFault } from "./fault.ts";
import { History } from "./history.ts";
import { createMachine, type Machine, type Registration } from "./machine.ts";
import { type Run, startRun } from "./run.ts";
import { announce, statusChangeOf } from "./status-change.ts";

/** The machines that are served, and what runs of them. */
export class Machines {
	readonly store: ExecutionStore;
	readonly region: string;
	readonly #machines = new Map<string, Machine>();
	readonly #runs = new Map<number, Run>();
	readonly #stopping = new AbortController();

	constructor(store: ExecutionStore, region: string) {
		this.store = store;
		this.region = region;
	}

	/** Ends what was running when the stack was, and tells what could not be told then. */
	register(registration: Registration): void {
		const machine = createMachine(registration, this.region);
		this.#machines.set(machine.arn, machine);
		for (const execution of this.store.unannounced(machine.name)) {
			if (execution.status !== "RUNNING") this.#announce(machine, execution);
			else this.#end(machine, execution, interrupted, this.#historyOf(machine, execution));
		}
	}

	all(): Machine[] {
		return [...this.#machines.values()];
	}

	find(arn: string): Machine {
		const machine = this.#machines.get(arn);
		if (!machine) throw new StepFunctionsFault("StateMachineDoesNotExist", `State Machine Does Not Exist: '${arn}'`);
		return machine;
	}

	findExecution(arn: unknown): ExecutionRow {
		const { machine, name } = parseExecutionArn(arn);
		const execution = this.store.find(machine, name);
		if (execution && executionArn(this.region, machine, name) === arn) return execution;
		throw new StepFunctionsFault("ExecutionDoesNotExist", `Execution Does Not Exist: '${arn}'`);
	}

	/** The same start once more is the same execution, while that runs. */
	start(machine: Machine, name: string, input: string): ExecutionRow {
		const known = this.store.find(machine.name, name);
		if (known?.status === "RUNNING" && known.input === input) return known;
		if (known) {
			const arn = executionArn(this.region, machine.name, name);
			throw new StepFunctionsFault("ExecutionAlreadyExists", `Execution Already Exists: '${arn}'`);
		}
		const execution = this.store.add(machine.name, name, input);
		const run = startRun(machine, execution, this.#historyOf(machine, execution));
		this.#runs.set(execution.number, run);
		run.outcome
			.then((outcome) => outcome && this.#end(machine, execution, outcome, run.history))
			.catch((cause) => console.error(`Execution ${name}:`, cause));
		return execution;
	}

	/** One that has ended stays as it is. */
	stop(execution: ExecutionRow, error?: string, cause?: string): ExecutionRow {
		const run = this.#runs.get(execution.number);
		const machine = this.all().find(({ name }) => name === execution.machine);
		if (!run || !machine) return execution;
		return this.#end(machine, execution, { status: "ABORTED", error, cause }, run.history);
	}

	/** Leaves what runs as it is, for `register` to end after the next start. */
	close(): void {
		this.#stopping.abort();
		for (const run of this.#runs.values()) run.interrupt();
		this.store.close();
	}

	#end(machine: Machine, execution: ExecutionRow, outcome: Outcome, history: History): ExecutionRow {
		this.#runs.get(execution.number)?.interrupt();
		this.#runs.delete(execution.number);
		const ended = this.store.end(execution, outcome, () => history.recordEnd(outcome));
		this.#announce(machine, ended);
		return ended;
	}

	#announce({ onStatusChange, pauseMilliseconds }: Machine, execution: ExecutionRow): void {
		const { signal } = this.#stopping;
		announce(statusChangeOf(execution, this.region), onStatusChange, signal, pauseMilliseconds)
			.then(() => signal.aborted || this.store.setAnnounced(execution.number))
			.catch((cause) => signal.aborted || console.error("Status change:", cause));
	}

	#historyOf({ definition }: Machine, { number }: ExecutionRow): History {
		return new History(definition, (event) => this.store.addEvent(number, event), this.store.lastEventId(number));
	}
}

const interrupted: Outcome = {
	status: "FAILED",
	error: "Local.Interrupted",
	cause: "The local stack ended while the execution was running.",
};
