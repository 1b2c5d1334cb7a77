import { StateMachine } from "aws-local-stepfunctions";
import { type Execution, ExecutionStore } from "./execution-store.ts";
import { StepFunctionsFault } from "./fault.ts";
import { HistoryWriter } from "./history.ts";
import { type Machine, taskHandlers } from "./machine.ts";

type End = Pick<Execution, "status" | "output" | "error" | "cause">;

/** The executions of one state machine. */
export class Executions {
	private readonly store: ExecutionStore;
	private readonly running = new Map<string, () => void>();
	private readonly announcements = new Set<Promise<void>>();
	private machine: Machine | undefined;
	private stopped = false;

	constructor(file: string) {
		this.store = new ExecutionStore(file, Date.now());
	}

	/** From here on executions can be started. Those that a killed process left are told to have failed. */
	register(machine: Machine): void {
		// Tells at once where a task has no function.
		taskHandlers(machine);
		this.machine = machine;
		for (const { name } of this.store.list("RUNNING", 100_000, 0)) {
			const end: End = { status: "FAILED", output: null, error: "Local.Interrupted", cause: "The stack was stopped." };
			this.close(name, end);
		}
	}

	get definition(): string {
		return this.machine?.definition ?? "{}";
	}

	start(name: string, input: string): Execution {
		const known = this.store.find(name);
		if (known) {
			if (known.status === "RUNNING" && sameJson(known.input, input)) return known;
			throw new StepFunctionsFault("ExecutionAlreadyExists", `Execution Already Exists: '${name}'`);
		}
		if (!this.machine) throw new StepFunctionsFault("StateMachineDoesNotExist", "No state machine is registered yet");
		this.store.start(name, input, Date.now());
		void this.run(name, this.machine, JSON.parse(input));
		return this.find(name);
	}

	/** @throws StepFunctionsFault `ExecutionDoesNotExist` */
	find(name: string): Execution {
		const found = this.store.find(name);
		if (!found) throw new StepFunctionsFault("ExecutionDoesNotExist", `Execution Does Not Exist: '${name}'`);
		return found;
	}

	abort(name: string, error: string | undefined, cause: string | undefined): Execution {
		if (this.find(name).status === "RUNNING") {
			this.running.get(name)?.();
			this.close(name, { status: "ABORTED", output: null, error: error ?? null, cause: cause ?? null });
		}
		return this.find(name);
	}

	list(status: string | undefined, count: number, offset: number): Execution[] {
		return this.store.list(status, count, offset);
	}

	history(name: string) {
		this.find(name);
		return this.store.history(name);
	}

	/** What runs stays as it is, for the next start to tell. */
	async stop(): Promise<void> {
		this.stopped = true;
		for (const abort of this.running.values()) abort();
		await Promise.race([Promise.all(this.announcements), new Promise((resolve) => setTimeout(resolve, 1000))]);
		this.store.shut();
	}

	private async run(name: string, machine: Machine, input: unknown): Promise<void> {
		const { definition, handlers } = taskHandlers(machine);
		const running = new StateMachine(definition, { validationOptions: { noValidate: true } }).run(input as never, {
			overrides: { taskResourceLocalHandlers: handlers as never },
		});
		this.running.set(name, running.abort);
		const written = this.writeHistory(name, running.eventLogs);
		let end: End;
		try {
			const output = await running.result;
			end = { status: "SUCCEEDED", output: JSON.stringify(output), error: null, cause: null };
		} catch (thrown) {
			end = endOf(thrown as Error);
		}
		this.running.delete(name);
		if (this.stopped) return;
		await written;
		if (end.status !== "ABORTED") this.close(name, end);
	}

	private async writeHistory(name: string, logs: ReturnType<StateMachine["run"]>["eventLogs"]): Promise<void> {
		const writer = new HistoryWriter((event) => this.store.record(name, event));
		for await (const log of logs) {
			if (this.stopped) return;
			writer.write(log);
		}
	}

	private close(name: string, end: End): void {
		if (!this.store.close(name, end, Date.now())) return;
		const announcement = this.announce(this.find(name)).finally(() => this.announcements.delete(announcement));
		this.announcements.add(announcement);
	}

	/** EventBridge tries for a day; here a few times are enough, because there is a sweeper besides. */
	private async announce(execution: Execution): Promise<void> {
		for (let attempt = 0; attempt < 5 && !this.stopped; attempt++) {
			try {
				await this.machine?.onClosed(execution);
				return;
			} catch (cause) {
				console.error(`Step Functions: the end of ${execution.name} was not taken:`, cause);
				await new Promise((resolve) => setTimeout(resolve, 200 * 2 ** attempt).unref());
			}
		}
	}
}

function endOf(thrown: Error): End {
	const cause = thrown.cause instanceof Error ? thrown.cause : thrown;
	const status = { ExecutionTimeoutError: "TIMED_OUT", ExecutionAbortedError: "ABORTED" } as const;
	const known = status[thrown.name as keyof typeof status];
	if (known)
		return { status: known, output: null, error: known === "TIMED_OUT" ? "States.Timeout" : null, cause: null };
	return { status: "FAILED", output: null, error: cause.name, cause: cause.message };
}

function sameJson(a: string, b: string): boolean {
	return JSON.stringify(JSON.parse(a)) === JSON.stringify(JSON.parse(b));
}
