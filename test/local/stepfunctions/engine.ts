import { DescribeExecutionCommand, SFNClient, StartExecutionCommand } from "@aws-sdk/client-sfn";
import { onTestFinished, vi } from "vitest";
import { openDataFolder } from "../../../local/data-folder.ts";
import { startStepFunctions } from "../../../local/engines/stepfunctions.ts";
import { choosePorts } from "../../../local/ports.ts";
import type { Registration } from "../../../local/stepfunctions/machine.ts";
import type { StatusChange } from "../../../local/stepfunctions/status-change.ts";
import { temporaryFolder } from "../processes.ts";

export const region = "ap-northeast-1";
export const machineArn = `arn:aws:states:${region}:000000000000:stateMachine:machine`;

type Tasks = Registration["tasks"];
export interface MachineUnderTest extends Partial<Omit<Registration, "definition">> {
	definition: object | string;
	tasks: Tasks;
}

/** Starts an engine with one machine, `machine`, whose pauses before retries are 1 ms. */
export async function startEngine(machine: MachineUnderTest, dataDir = temporaryFolder()) {
	const folder = openDataFolder(dataDir);
	const engine = await startStepFunctions(folder, (await choosePorts(["sfn"], {})).sfn, region, Date.now);
	const client = new SFNClient({
		endpoint: engine.url,
		region,
		credentials: { accessKeyId: "local", secretAccessKey: "local" },
	});
	let stopped = false;
	const stop = async () => {
		if (stopped) return;
		stopped = true;
		client.destroy();
		await engine.stop();
		folder.release();
	};
	onTestFinished(stop);
	const changes: StatusChange[] = [];
	const { definition } = machine;
	engine.register({
		name: "machine",
		pauseMilliseconds: 1,
		onStatusChange: async (change) => {
			changes.push(change);
		},
		...machine,
		definition: typeof definition === "string" ? definition : JSON.stringify(definition),
	});

	const describe = (executionArn: string) => client.send(new DescribeExecutionCommand({ executionArn }));
	return {
		client,
		engine,
		dataDir,
		stop,
		/** Announced so far when executions ended. */
		changes,
		describe,
		async start(input: unknown = {}, name = "one"): Promise<string> {
			const command = new StartExecutionCommand({ stateMachineArn: machineArn, name, input: JSON.stringify(input) });
			return (await client.send(command)).executionArn ?? "";
		},
		ended: (executionArn: string) =>
			vi.waitFor(
				async () => {
					const description = await describe(executionArn);
					if (description.status === "RUNNING") throw new Error("The execution is still running");
					return description;
				},
				{ timeout: 20_000, interval: 10 },
			),
	};
}

/** A Task state that calls `tasks.work`. */
export const work = (more: object = {}) => ({
	Type: "Task",
	Resource: "${WorkFunctionArn}",
	TimeoutSeconds: 60,
	...more,
});

/** A machine of one Task state. */
export const oneTask = (more: object = {}) => ({ StartAt: "Work", States: { Work: work({ End: true, ...more }) } });

/** A machine that calls `tasks.work` for each of `items`. */
export const mapOf = (state: object, map: object = {}) => ({
	StartAt: "All",
	States: {
		All: {
			Type: "Map",
			ItemsPath: "$.items",
			ItemSelector: { "item.$": "$$.Map.Item.Value", "of.$": "$.items" },
			ItemProcessor: {
				ProcessorConfig: { Mode: "INLINE" },
				StartAt: "Each",
				States: { Each: work({ End: true, ...state }) },
			},
			MaxConcurrency: 2,
			ResultPath: null,
			End: true,
			...map,
		},
	},
});

/** A task that ends when the test releases it, and a wait for its calls. */
export function heldTask() {
	const held = Promise.withResolvers<unknown>();
	const task = vi.fn((_input: unknown) => held.promise);
	const called = (times = 1) => vi.waitFor(() => expectCalls(task.mock.calls.length, times));
	return { task, called, release: held.resolve };
}

function expectCalls(calls: number, times: number): void {
	if (calls < times) throw new Error(`Called ${calls} times, not ${times}`);
}

/** Like an `AppError`: the name is the code. */
export function failure(name: string, message = "It did not work"): Error {
	return Object.assign(new Error(message), { name });
}
