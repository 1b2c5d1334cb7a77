import { setImmediate as logsAreRead } from "node:timers/promises";
import { ExecutionError, ExecutionTimeoutError, type StateMachine } from "aws-local-stepfunctions";
import type { TaskState } from "./definition.ts";
import type { Outcome } from "./execution-store.ts";
import { callTask, DataLimitExceeded, Interruption, isTooLarge, type Task } from "./task.ts";

export interface Run {
	/** To be ignored once the run is interrupted. */
	outcome: Promise<Outcome>;
	/** Starts no further tasks, and waits for none. */
	interrupt(): void;
}

export interface Runnable {
	interpreter: StateMachine;
	tasks: readonly (TaskState & { task: Task })[];
	/** Replaces every pause before a retry. */
	pauseMilliseconds?: number | undefined;
}

type Interpreted = ReturnType<StateMachine["run"]>;
type Json = Awaited<Interpreted["result"]>;

/** Starts an execution in the interpreter. `input` is JSON. */
export function startRun({ interpreter, tasks, pauseMilliseconds }: Runnable, input: string): Run {
	const interrupted = Promise.withResolvers<never>();
	interrupted.promise.catch(() => {});
	let isInterrupted = false;
	let currentStep = "";

	const handlerOf = ({ state, step, task }: Runnable["tasks"][number]) => {
		return async (value: Json) => {
			await logsAreRead();
			// The interpreter continues with the remaining items of a Map that has failed.
			if (isInterrupted || step !== currentStep) throw new Interruption();
			return (await Promise.race([callTask(task, state, value), interrupted.promise])) as Json;
		};
	};
	const run = interpreter.run(JSON.parse(input), {
		overrides: {
			taskResourceLocalHandlers: Object.fromEntries(tasks.map((task) => [task.state, handlerOf(task)])),
			...(pauseMilliseconds !== undefined && {
				retryIntervalOverrides: Object.fromEntries(tasks.map(({ state }) => [state, pauseMilliseconds])),
			}),
		},
	});

	// Awaited below, once the logs are read.
	run.result.catch(() => {});

	async function follow(): Promise<Outcome> {
		for await (const log of run.eventLogs) {
			// States entered by an item of a Map have an index.
			if (log.type === "StateEntered" && log.index === undefined) currentStep = log.state.name;
			if (log.type !== "StateExited" || !isTooLarge(JSON.stringify(log.state.output))) continue;
			const { name: error, message: cause } = new DataLimitExceeded(log.state.name);
			return { status: "FAILED", error, cause };
		}
		return outcomeOf(run);
	}
	return {
		outcome: follow(),
		interrupt() {
			isInterrupted = true;
			interrupted.reject(new Interruption());
			run.abort();
		},
	};
}

async function outcomeOf({ result }: Interpreted): Promise<Outcome> {
	try {
		return { status: "SUCCEEDED", output: JSON.stringify(await result) };
	} catch (thrown) {
		if (thrown instanceof ExecutionTimeoutError) return { status: "TIMED_OUT", error: "States.Timeout" };
		const { name, message } = (thrown instanceof ExecutionError ? thrown.cause : thrown) as Error;
		return { status: "FAILED", error: name, cause: message };
	}
}
