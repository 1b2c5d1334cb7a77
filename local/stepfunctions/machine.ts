import type { StateMachineDefinition } from "aws-local-stepfunctions";
import { type Task, taskNameOf } from "../functions.ts";
import type { Execution } from "./execution-store.ts";

export interface Machine {
	/** As it is deployed, with `${MarkProcessingFunctionArn}` for the ARN of mark-processing. */
	definition: string;
	/** By the name of the function's file. */
	tasks: Readonly<Record<string, Task>>;
	/** Told once of every execution that has ended. */
	onClosed(execution: Execution): Promise<unknown>;
}

interface State {
	Type: string;
	Resource?: string;
	TimeoutSeconds?: number;
	ItemProcessor?: { States: Record<string, State> };
}

/** State data that the service carries, in bytes. */
const maxStateBytes = 256 * 1024;

/** The definition with ARNs, and for each of its tasks, by the name of its state, what does the work here. */
export function taskHandlers({ definition, tasks }: Machine): {
	definition: StateMachineDefinition;
	handlers: Record<string, Task>;
} {
	const handlers: Record<string, Task> = {};
	const visit = (states: Record<string, State>) => {
		for (const [name, state] of Object.entries(states)) {
			if (state.ItemProcessor) visit(state.ItemProcessor.States);
			const pascal = /^\$\{(\w+)FunctionArn\}$/.exec(state.Resource ?? "")?.[1];
			if (state.Type !== "Task" || !pascal) continue;
			const task = tasks[taskNameOf(pascal)];
			if (!task) throw new Error(`The state ${name} has no function ${taskNameOf(pascal)}`);
			handlers[name] = asLambda(task, state.TimeoutSeconds ?? 60);
		}
	};
	visit(JSON.parse(definition).States);
	const withArns = definition.replaceAll(
		/\$\{(\w+)FunctionArn\}/g,
		(_, pascal: string) => `arn:aws:lambda:ap-northeast-1:000000000000:function:${taskNameOf(pascal)}`,
	);
	return { definition: JSON.parse(withArns), handlers };
}

/** What goes in and comes out is JSON of a limited size; a task that takes too long has failed. */
function asLambda(task: Task, timeoutSeconds: number): Task {
	return async (input) => {
		let timer: NodeJS.Timeout | undefined;
		const timeout = new Promise<never>((_, reject) => {
			timer = setTimeout(
				() => reject(fault("States.Timeout", `no answer in ${timeoutSeconds} s`)),
				timeoutSeconds * 1000,
			);
		});
		try {
			const output = JSON.stringify((await Promise.race([task(JSON.parse(JSON.stringify(input))), timeout])) ?? null);
			if (Buffer.byteLength(output) > maxStateBytes)
				throw fault("States.DataLimitExceeded", `${output.length} characters`);
			return JSON.parse(output);
		} finally {
			clearTimeout(timer);
		}
	};
}

function fault(name: string, message: string): Error {
	return Object.assign(new Error(message), { name });
}
