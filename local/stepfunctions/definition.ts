import type { StateMachineDefinition } from "aws-local-stepfunctions";
import * as z from "zod";

/** The interpreter reads some other paths, such as `$` and `$$.State.Name`, unlike the service. */
const path = z.string().regex(/^\$(\.\w+)+$/, "is not a plain path such as $.plan.partitions");
const itemPath = z
	.string()
	.regex(/^(\$(\.\w+)+|\$\$\.Map\.Item\.Value)$/, "is neither a plain path nor $$.Map.Item.Value");
/** Of the functions that the definition names: its validation asks for ARNs. */
const arnPrefix = "arn:aws:lambda:ap-northeast-1:000000000000:function:";

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
	/** Without it, the interpreter waits for a minute and the service for ever. */
	TimeoutSeconds: z.number(),
	Retry: z.optional(z.array(retrier)),
});
const map = z.strictObject({
	...step,
	Type: z.literal("Map"),
	ItemsPath: path,
	ItemSelector: z.record(z.string().endsWith(".$"), itemPath),
	/** The service does no more than 40 items at a time. */
	MaxConcurrency: z.int().min(1).max(40),
	ItemProcessor: z.strictObject({
		ProcessorConfig: z.strictObject({ Mode: z.literal("INLINE") }),
		StartAt: z.string(),
		States: z.record(z.string(), task),
	}),
});
const succeed = z.strictObject({ Type: z.literal("Succeed") });
const fail = z.strictObject({ Type: z.literal("Fail"), ErrorPath: path, CausePath: path });

/** What of the Amazon States Language the local stack runs: what is used. Everything else is refused. */
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
	/** The state of the machine itself: this one, or the Map that it is inside of. */
	step: string;
	/** What it calls, such as `mark-processing`. */
	functionName: string;
}

export interface Definition {
	/** As the interpreter gets it. */
	machine: StateMachineDefinition;
	tasks: readonly TaskState[];
}

/** @throws for JSON that is not of the schema above, naming each state and field that is not */
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
