import type { StateMachineDefinition } from "aws-local-stepfunctions";
import { functionArn } from "./arns.ts";

type State = StateMachineDefinition["States"][string];

export interface Definition {
	/** As it is deployed: with the functions' ARNs in the place of `${MarkProcessingFunctionArn}`. */
	text: string;
	/** As the interpreter gets it. */
	machine: StateMachineDefinition;
	/** All states by name, also those inside of others: names are unique in a machine. */
	states: ReadonlyMap<string, State>;
	/** The name of the Map state that a state is inside of. */
	parents: ReadonlyMap<string, string>;
	/** By the name of each Task state the function that it calls, such as `mark-processing`. */
	functions: ReadonlyMap<string, string>;
}

/** The interpreter gives a task 60 seconds where the service would wait for years; a timer cannot wait longer than this. */
const withoutTimeoutSeconds = 2_000_000;

/** @throws for a placeholder or a resource that is not a function's */
export function readDefinition(template: string, region: string): Definition {
	const text = template.replaceAll(/\$\{(\w+)\}/g, (placeholder, name: string) => {
		if (!name.endsWith("FunctionArn")) throw new Error(`${placeholder} of the state machine is not a function's ARN`);
		return functionArn(region, toKebabCase(name.slice(0, -"FunctionArn".length)));
	});
	const machine: StateMachineDefinition = JSON.parse(text);
	const states = new Map<string, State>();
	const parents = new Map<string, string>();
	const functions = new Map<string, string>();
	const visit = (level: Pick<StateMachineDefinition, "States">, parent?: string) => {
		for (const [name, state] of Object.entries(level.States)) {
			states.set(name, state);
			if (parent) parents.set(name, parent);
			if (state.Type === "Parallel")
				throw new Error(`${name} is a Parallel state, whose history cannot be told locally`);
			if (state.Type === "Map") visit(processorOf(name, state), name);
			if (state.Type !== "Task") continue;
			functions.set(name, functionOf(name, state.Resource));
			if (!state.TimeoutSecondsPath) state.TimeoutSeconds ??= withoutTimeoutSeconds;
		}
	};
	visit(machine);
	return { text, machine, states, parents, functions };
}

function processorOf(name: string, state: Extract<State, { Type: "Map" }>): Pick<StateMachineDefinition, "States"> {
	const processor = state.ItemProcessor ?? state.Iterator;
	if (!processor) throw new Error(`The Map state ${name} has no ItemProcessor`);
	return processor;
}

function functionOf(state: string, resource: string): string {
	const [, name] = /^arn:aws:lambda:[^:]+:\d{12}:function:([\w-]+)$/.exec(resource) ?? [];
	if (!name) throw new Error(`The state ${state} does not call a function, but ${resource}, which cannot run locally`);
	return name;
}

const toKebabCase = (name: string) => name.replaceAll(/(?<=[a-z0-9])[A-Z]/g, "-$&").toLowerCase();
