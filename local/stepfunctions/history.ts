import type { StateMachine } from "aws-local-stepfunctions";
import type { Definition } from "./definition.ts";
import { EventWriter, root } from "./event-writer.ts";
import type { HistoryEvent, Outcome } from "./execution-store.ts";
import { functionDetails, inputOf, lengthOf, outcomeDetails, outputOf, startDetails } from "./history-details.ts";

type Logs = ReturnType<StateMachine["run"]>["eventLogs"];
type Log = Logs extends AsyncGenerator<infer Each> ? Each : never;
type StateLog = Extract<Log, { state: object }>;
type IterationLog = Extract<Log, { parentState: object; index: number }>;

const abortable = ["Task", "Map", "Wait"];
const endings = {
	SUCCEEDED: "ExecutionSucceeded",
	FAILED: "ExecutionFailed",
	TIMED_OUT: "ExecutionTimedOut",
	ABORTED: "ExecutionAborted",
};

/** Tells what the interpreter logs in the events of the service. */
export class History {
	readonly #definition: Definition;
	readonly #writer: EventWriter;
	/** The Map states that have failed. */
	readonly #over = new Set<string>();
	/** The Task states, with their scope, whose last try failed. */
	readonly #failed = new Set<string>();
	readonly #answers = new WeakMap<object, unknown>();

	constructor(definition: Definition, add: (event: HistoryEvent) => void, lastId = 0) {
		this.#definition = definition;
		this.#writer = new EventWriter(add, lastId);
	}

	/** Whether a Map around this state has failed: the interpreter begins the items that had to wait all the same. */
	isOver(state: string): boolean {
		const parent = this.#definition.parents.get(state);
		return parent !== undefined && (this.#over.has(parent) || this.isOver(parent));
	}

	/** The log tells the output of a state only, which the answer of its task need not be a part of. */
	keepAnswer(input: unknown, answer: unknown): void {
		if (isObject(input)) this.#answers.set(input, answer);
	}

	record(log: Log): void {
		if (log.type === "ExecutionStarted") {
			this.#writer.write(root, log.type, startDetails(log.input), log.timestamp);
		} else if ("state" in log) {
			if (!this.isOver(log.state.name)) this.#recordState(log);
		} else if ("parentState" in log && "index" in log) {
			if (!this.#over.has(log.parentState.name)) this.#recordIteration(log);
		}
	}

	recordEnd(outcome: Outcome): void {
		if (outcome.status === "ABORTED" || outcome.status === "TIMED_OUT") this.#writer.abort(root);
		this.#writer.write(root, endings[outcome.status], outcomeDetails(outcome));
	}

	#recordState(log: StateLog): void {
		const { name, type, input, output } = log.state;
		const parent = this.#definition.parents.get(name);
		const scope = parent === undefined ? root : scopeOf(parent, log.index);
		const key = `${scope}/${name}`;
		const write = (event: string, details?: object) => this.#writer.write(scope, event, details, log.timestamp);
		switch (log.type) {
			case "StateEntered":
				this.#writer.begin(key, { scope, abortedBy: abortable.includes(type) ? `${type}StateAborted` : undefined });
				write(`${type}StateEntered`, { name, ...inputOf(input) });
				this.#recordTry(log, key, write);
				break;
			case "StateRetried":
				this.#recordTry(log, key, write);
				break;
			case "StateFailed":
				this.#recordFailure(log, key, write);
				break;
			case "StateExited":
				this.#writer.end(key);
				if (type === "Task" && !this.#failed.has(key)) {
					const answered = isObject(input) && this.#answers.has(input);
					write("LambdaFunctionSucceeded", outputOf(answered ? this.#answers.get(input) : output));
				}
				if (type === "Map" && !this.#over.has(name)) write("MapStateSucceeded");
				write(`${type}StateExited`, { name, ...outputOf(output) });
		}
	}

	#recordTry(
		{ state: { name, input } }: StateLog,
		key: string,
		write: (event: string, details?: object) => void,
	): void {
		this.#failed.delete(key);
		this.#over.delete(name);
		const state = this.#definition.states.get(name);
		if (state?.Type === "Task") {
			write("LambdaFunctionScheduled", functionDetails(state, input));
			write("LambdaFunctionStarted");
		} else if (state?.Type === "Map") write("MapStateStarted", lengthOf(state, input));
	}

	#recordFailure(
		{ state: { name, type }, Error: error, Cause }: Extract<StateLog, { type: "StateFailed" }>,
		key: string,
		write: (event: string, details?: object) => void,
	): void {
		if (type === "Task") {
			this.#failed.add(key);
			const event = error === "States.Timeout" ? "LambdaFunctionTimedOut" : "LambdaFunctionFailed";
			write(event, { error, cause: String(Cause) });
		} else if (type === "Map") {
			this.#writer.abort(`${name}#`);
			this.#over.add(name);
			write("MapStateFailed");
		}
	}

	#recordIteration({ type, timestamp, parentState: { name }, index }: IterationLog): void {
		const scope = scopeOf(name, index);
		const details = { name, index };
		if (type === "MapIterationStarted") this.#writer.begin(scope, { scope, abortedBy: "MapIterationAborted", details });
		this.#writer.write(scope, type, details, timestamp);
		if (type !== "MapIterationStarted") this.#writer.endScope(scope);
	}
}

const scopeOf = (map: string, index: number | undefined) => `${map}#${index}`;
const isObject = (value: unknown): value is object => typeof value === "object" && value !== null;
