import type { StateMachineDefinition } from "aws-local-stepfunctions";
import * as z from "zod";
import { accountId } from "./arns.ts";

/** The interpreter evaluates some other paths, such as `$` and `$$.State.Name`, differently from the service. */
const path = z.string().regex(/^\$(\.\w+)+$/, "is not a plain path such as $.plan.partitions");
const itemPath = z
	.string()
	.regex(/^(\$(\.\w+)+|\$\$\.Map\.Item\.Value)$/, "is neither a plain path nor $$.Map.Item.Value");
/** Prefixed to function names, because the interpreter's validation requires ARNs. */
const arnPrefix = `arn:aws:lambda:ap-northeast-1:${accountId}:function:`;

const retrier = z.strictObject({
	ErrorEquals: z.array(z.string()),
	IntervalSeconds: z.optional(z.number()),
	MaxAttempts: z.optional(z.number()),
	BackoffRate: z.optional(z.number()),
	JitterStrategy: z.optional(z.literal("FULL")),
});
const catcher = z.strictObject({ ErrorEquals: z.array(z.string()), ResultPath: path, Next: z.string() });

const step = {
	ResultPath: z.optional(z.nullable(path)),
	Catch: z.optional(z.array(catcher)),
	Next: z.optional(z.string()),
	End: z.optional(z.literal(true)),
};
const task = z.strictObject({
	...step,
	Type: z.literal("Task"),
	Resource: z.string().startsWith(arnPrefix, "does not call a function"),
	/** Required: without it, the interpreter gives up after a minute, the service practically never. */
	TimeoutSeconds: z.number(),
	Retry: z.optional(z.array(retrier)),
});
const map = z.strictObject({
	...step,
	Type: z.literal("Map"),
	ItemsPath: path,
	ItemSelector: z.record(z.string().endsWith(".$"), itemPath),
	/** The service processes at most 40 items of an inline Map at a time. */
	MaxConcurrency: z.int().min(1).max(40),
	ItemProcessor: z.strictObject({
		ProcessorConfig: z.strictObject({ Mode: z.literal("INLINE") }),
		StartAt: z.string(),
		States: z.record(z.string(), task),
	}),
});
const succeed = z.strictObject({ Type: z.literal("Succeed") });
const fail = z.strictObject({ Type: z.literal("Fail"), ErrorPath: path, CausePath: path });

/** The part of the Amazon States Language that the product uses. Everything else is refused. */
const definitionSchema = z.strictObject({
	Comment: z.optional(z.string()),
	StartAt: z.string(),
	TimeoutSeconds: z.optional(z.number()),
	States: z.record(
		z.string(),
		z.discriminatedUnion("Type", [task, map, succeed, fail], "is not a Task, Map, Succeed or Fail state"),
	),
});

export interface TaskState {
	state: string;
	/** The top-level state: this one, or the Map that contains it. */
	step: string;
	/** The function that it calls, such as `mark-processing`. */
	functionName: string;
}

export interface Definition {
	/** For the interpreter, with ARNs in place of the placeholders. */
	machine: StateMachineDefinition;
	tasks: readonly TaskState[];
}

/** @throws for a definition that does not match the schema, naming each state and field that does not */
export function readDefinition(text: string): Definition {
	const machine = JSON.parse(text.replaceAll(/\$\{(\w+)FunctionArn\}/g, `${arnPrefix}$1`));
	const { error, data } = definitionSchema.safeParse(machine);
	if (error) throw new Error(`The local stack cannot run this state machine:\n${z.prettifyError(error)}`);
	const tasks = Object.entries(data.States).flatMap(([step, state]) => {
		const states = state.Type === "Map" ? state.ItemProcessor.States : { [step]: state };
		return Object.entries(states).flatMap(([name, inner]) =>
			inner.Type === "Task" ? [{ state: name, step, functionName: functionNameOf(inner.Resource) }] : [],
		);
	});
	return { machine, tasks };
}

const functionNameOf = (arn: string) =>
	arn
		.slice(arnPrefix.length)
		.replaceAll(/(?<=.)[A-Z]/g, "-$&")
		.toLowerCase();
