import { readFileSync } from "node:fs";
import { StateMachine } from "aws-local-stepfunctions";
import type { Deps } from "../../local/deps.ts";
import type { AsyncSearchRun } from "../../shared/async-search/model.ts";
import type { Execution, Workflow } from "../../shared/platform/workflow.ts";

type Task = (input: unknown) => Promise<unknown>;
type Definition = { States: Record<string, { Type: string; Resource?: string; ItemProcessor?: Definition }> };

const text = readFileSync("infra/workflows/async-search.asl.json", "utf8");

/** Each Task state of the machine with the file in functions/workflow/ that does its work. */
function taskStates({ States }: Definition): [state: string, name: string][] {
	return Object.entries(States).flatMap(([state, { Type, Resource = "", ItemProcessor }]): [string, string][] => {
		if (ItemProcessor) return taskStates(ItemProcessor);
		if (Type !== "Task") return [];
		const pascal = /\{(\w+)FunctionArn\}/.exec(Resource)?.[1] ?? "";
		return [[state, pascal.replace(/(?<=.)[A-Z]/g, (letter) => `-${letter}`).toLowerCase()]];
	});
}

/** Wraps a task: a test may make something go wrong before or after it, or replace it. */
export type Around = (
	state: string,
	run: () => Promise<unknown>,
	input: { search: AsyncSearchRun },
) => Promise<unknown>;

export interface MemoryWorkflow extends Workflow {
	executions: Map<string, Execution & { input: { search: AsyncSearchRun }; stop?: () => void }>;
	/** Runs a started execution to its end, with the real definition and the real tasks. */
	run(name: string, around?: Around): Promise<Execution>;
	/** Runs every started execution that has not been run. */
	runAll(around?: Around): Promise<void>;
}

/** The state machine with its executions in memory, which run when the test says so. */
export function createMemoryWorkflow(deps: () => Deps, now: () => number): MemoryWorkflow {
	const executions: MemoryWorkflow["executions"] = new Map();
	return {
		executions,
		async start(name, input) {
			if (executions.has(name)) return;
			executions.set(name, {
				status: "RUNNING",
				startedAt: now(),
				input: JSON.parse(JSON.stringify(input)) as { search: AsyncSearchRun },
			});
		},
		async stop(name) {
			const execution = executions.get(name);
			if (execution?.status !== "RUNNING") return;
			execution.status = "ABORTED";
			execution.stop?.();
		},
		find: async (name) => executions.get(name),
		async run(name, around = (_, run) => run()) {
			const execution = executions.get(name);
			if (execution?.status !== "RUNNING") throw new Error(`no execution ${name} is running`);
			const definition = JSON.parse(text.replaceAll(/\$\{(\w+)FunctionArn\}/g, arn));
			const states = taskStates(JSON.parse(text));
			const handlers: Record<string, Task> = {};
			for (const [state, file] of states) {
				const module = await import(`../../functions/workflow/${file}.ts`);
				const task = module.createHandler(deps()) as Task;
				// As with Lambda, input and output are JSON.
				const run = async (input: unknown) => JSON.parse(JSON.stringify(await task(JSON.parse(JSON.stringify(input)))));
				handlers[state] = async (input) => {
					// An abort does not keep the interpreter from trying a state again that times out, a minute later.
					if (executions.get(name)?.status !== "RUNNING") throw new Error(`${name} has ended`);
					return around(state, () => run(input), input as { search: AsyncSearchRun });
				};
			}
			const pauses = Object.fromEntries(states.map(([state]) => [state, 0]));
			// The definition has its own test; validating it takes longer than running it.
			const running = new StateMachine(definition, { validationOptions: { noValidate: true } }).run(
				execution.input as never,
				{
					overrides: { taskResourceLocalHandlers: handlers as never, retryIntervalOverrides: pauses },
					noThrowOnAbort: true,
				},
			);
			execution.stop = () => running.abort();
			try {
				await running.result;
				if (execution.status === "RUNNING") execution.status = "SUCCEEDED";
			} catch (error) {
				if (execution.status === "RUNNING") execution.status = "FAILED";
				execution.error = (error as Error).name;
			}
			return execution;
		},
		async runAll(around) {
			for (const [name, { status }] of executions) if (status === "RUNNING") await this.run(name, around);
		},
	};
}

function arn(_: string, name: string): string {
	return `arn:aws:lambda:ap-northeast-1:123456789012:function:${name}`;
}
