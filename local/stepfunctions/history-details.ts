import type { StateMachineDefinition } from "aws-local-stepfunctions";
import { roleArn } from "./arns.ts";
import type { Outcome } from "./execution-store.ts";

type State = StateMachineDefinition["States"][string];

const whole = { truncated: false };

export const inputOf = (value: unknown) => ({ input: JSON.stringify(value), inputDetails: whole });
export const outputOf = (value: unknown) => ({ output: JSON.stringify(value), outputDetails: whole });

export const startDetails = (input: unknown) => ({ ...inputOf(input), roleArn });

export function outcomeDetails({ output, error, cause }: Outcome): object {
	return output === undefined ? { error, cause } : { output, outputDetails: whole };
}

export function functionDetails(state: Extract<State, { Type: "Task" }>, input: unknown): object {
	return { resource: state.Resource, timeoutInSeconds: state.TimeoutSeconds, ...inputOf(input) };
}

/** The items of a Map are told where a plain path, as all of ours are, leads to them. */
export function lengthOf({ ItemsPath = "$" }: Extract<State, { Type: "Map" }>, input: unknown): object | undefined {
	let items = input;
	for (const name of ItemsPath.split(".").slice(1)) items = (items as Record<string, unknown> | undefined)?.[name];
	return Array.isArray(items) ? { length: items.length } : undefined;
}

const dataNames = ["input", "inputDetails", "output", "outputDetails"];

/** An event as it is told to who does not want the data. */
export function withoutData(event: object): object {
	return JSON.parse(JSON.stringify(event, (name, value) => (dataNames.includes(name) ? undefined : value)));
}
