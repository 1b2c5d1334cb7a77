import { StateMachine } from "aws-local-stepfunctions";
import { machineArn } from "./arns.ts";
import { type Definition, readDefinition } from "./definition.ts";
import type { StatusChange } from "./status-change.ts";
import type { Task } from "./task.ts";

export interface Registration {
	name: string;
	/** In the Amazon States Language, with `${MarkProcessingFunctionArn}` where its task `mark-processing` is called. */
	definition: string;
	tasks: Readonly<Record<string, Task>>;
	/** Told when an execution ends; once more when it throws. */
	onStatusChange(change: StatusChange): Promise<void>;
	/** In the place of every pause before something is tried again. */
	pauseMilliseconds?: number;
}

export interface Machine extends Omit<Registration, "definition" | "tasks"> {
	region: string;
	arn: string;
	definition: Definition;
	interpreter: StateMachine;
	/** By the name of the state. */
	tasks: ReadonlyMap<string, Task>;
	/** Epoch milliseconds. */
	createdAt: number;
}

/** @throws for a definition that is not valid, or calls a task that is not there */
export function createMachine(registration: Registration, region: string): Machine {
	const definition = readDefinition(registration.definition, region);
	const tasks = [...definition.functions].map(([state, name]) => {
		const task = registration.tasks[name];
		if (!task) throw new Error(`There is no task ${name}, which the state ${state} of ${registration.name} calls`);
		return [state, task] as const;
	});
	// Throws for one that is not valid.
	new StateMachine(definition.machine);
	return {
		...registration,
		region,
		arn: machineArn(region, registration.name),
		definition,
		// Each item of a Map becomes a machine as well: to validate that anew takes a tenth of a second.
		interpreter: new StateMachine(definition.machine, { validationOptions: { noValidate: true } }),
		tasks: new Map(tasks),
		createdAt: Date.now(),
	};
}
