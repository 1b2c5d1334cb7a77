import { setImmediate as logsAreRead } from "node:timers/promises";
import { ExecutionError, ExecutionTimeoutError } from "aws-local-stepfunctions";
import { executionArn, roleArn } from "./arns.ts";
import type { ExecutionRow, Outcome } from "./execution-store.ts";
import type { History } from "./history.ts";
import type { Machine } from "./machine.ts";
import { callTask, DataLimitExceeded, Interruption, maxBytes, type Task } from "./task.ts";

export interface Run {
	history: History;
	/** Resolves to nothing when the run is interrupted. */
	outcome: Promise<Outcome | undefined>;
	/** Starts no further task, and waits for none. */
	interrupt(): void;
}

type Interpreted = ReturnType<Machine["interpreter"]["run"]>;
type Json = Awaited<Interpreted["result"]>;

/** Has the interpreter run an execution, and its history told. */
export function startRun(machine: Machine, execution: ExecutionRow, history: History): Run {
	const interrupted = Promise.withResolvers<never>();
	interrupted.promise.catch(() => {});
	let isInterrupted = false;

	const handlerOf = (state: string, task: Task) => async (input: Json) => {
		await logsAreRead();
		if (isInterrupted || history.isOver(state)) throw new Interruption();
		const answer = await Promise.race([callTask(task, state, input), interrupted.promise]);
		history.keepAnswer(input, answer);
		return answer as Json;
	};
	const { interpreter, tasks, pauseMilliseconds } = machine;
	const pauses = [...machine.definition.states.keys()].map((state) => [state, pauseMilliseconds] as const);
	const run = interpreter.run(JSON.parse(execution.input), {
		context: contextOf(machine, execution),
		overrides: {
			taskResourceLocalHandlers: Object.fromEntries([...tasks].map(([state, task]) => [state, handlerOf(state, task)])),
			...(pauseMilliseconds && { retryIntervalOverrides: Object.fromEntries(pauses) as Record<string, number> }),
		},
	});

	// Awaited below, once the logs are read.
	run.result.catch(() => {});

	async function follow(): Promise<Outcome | undefined> {
		for await (const log of run.eventLogs) {
			if (isInterrupted) return undefined;
			if (log.type === "StateExited" && isTooLarge(log.state.output)) {
				const { name: error, message: cause } = new DataLimitExceeded(log.state.name);
				return { status: "FAILED", error, cause };
			}
			history.record(log);
		}
		const outcome = await outcomeOf(run);
		return isInterrupted ? undefined : outcome;
	}
	return {
		history,
		outcome: follow(),
		interrupt() {
			isInterrupted = true;
			interrupted.reject(new Interruption());
			run.abort();
		},
	};
}

const isTooLarge = (value: unknown) => Buffer.byteLength(JSON.stringify(value ?? null)) > maxBytes;

async function outcomeOf({ result }: Interpreted): Promise<Outcome> {
	try {
		return { status: "SUCCEEDED", output: JSON.stringify(await result) };
	} catch (thrown) {
		if (thrown instanceof ExecutionTimeoutError) return { status: "TIMED_OUT", error: "States.Timeout" };
		const { name, message } = (thrown instanceof ExecutionError ? thrown.cause : thrown) as Error;
		return { status: "FAILED", error: name, cause: message };
	}
}

const contextOf = ({ region, name, arn }: Machine, execution: ExecutionRow) => ({
	Execution: { Id: executionArn(region, name, execution.name), Name: execution.name, RoleArn: roleArn },
	StateMachine: { Id: arn, Name: name },
});
