import {
	DescribeExecutionCommand,
	ExecutionAlreadyExists,
	ExecutionDoesNotExist,
	SFNClient,
	StartExecutionCommand,
	StopExecutionCommand,
} from "@aws-sdk/client-sfn";
import { BoundedHttpHandler, limitCalls, type TimeLimits } from "./http.ts";
import { provider } from "./provider.ts";

export type Workflow = ReturnType<typeof createWorkflow>;

export interface Execution {
	status: "RUNNING" | "SUCCEEDED" | "FAILED" | "TIMED_OUT" | "ABORTED" | "PENDING_REDRIVE";
	/** Epoch milliseconds. */
	startedAt: number;
	error?: string;
}

const timeLimits: TimeLimits = { idleMs: 3000, answerMs: 3000, callMs: 15_000 };

/** Executions of one state machine, by name. */
export function createWorkflow(options: {
	region: string;
	endpoint?: string | undefined;
	stateMachineArn: string;
	limits?: TimeLimits;
}) {
	const { region, endpoint, stateMachineArn, limits = timeLimits } = options;
	const requestHandler = new BoundedHttpHandler(limits);
	const client = new SFNClient({ region, ...(endpoint ? { endpoint } : {}), requestHandler });
	limitCalls(client, requestHandler, limits.callMs);
	const executionArn = (name: string) => `${stateMachineArn.replace(":stateMachine:", ":execution:")}:${name}`;
	return {
		/** Starts an execution, unless there has already been one with this name. */
		async start(name: string, input: unknown): Promise<void> {
			try {
				await client.send(new StartExecutionCommand({ stateMachineArn, name, input: JSON.stringify(input) }));
			} catch (error) {
				if (!(error instanceof ExecutionAlreadyExists)) throw error;
			}
		},

		/** Stops an execution, if it is running. */
		async stop(name: string, cause: string): Promise<void> {
			try {
				await client.send(new StopExecutionCommand({ executionArn: executionArn(name), cause }));
			} catch (error) {
				if (!(error instanceof ExecutionDoesNotExist)) throw error;
			}
		},

		async find(name: string): Promise<Execution | undefined> {
			try {
				const { status, startDate, error } = await client.send(
					new DescribeExecutionCommand({ executionArn: executionArn(name) }),
				);
				return { status: status ?? "RUNNING", startedAt: startDate?.getTime() ?? 0, ...(error ? { error } : {}) };
			} catch (error) {
				if (error instanceof ExecutionDoesNotExist) return undefined;
				throw error;
			}
		},
	};
}

export const workflow = provider(["AWS_REGION", "STEPFUNCTIONS_ENDPOINT", "ASYNC_SEARCH_STATE_MACHINE_ARN"], (env) =>
	createWorkflow({
		region: env.AWS_REGION,
		endpoint: env.STEPFUNCTIONS_ENDPOINT,
		stateMachineArn: env.ASYNC_SEARCH_STATE_MACHINE_ARN,
	}),
);
