import {
	DescribeExecutionCommand,
	ListExecutionsCommand,
	StartExecutionCommand,
	StopExecutionCommand,
} from "@aws-sdk/client-sfn";
import { describe, expect, test } from "vitest";
import { heldTask, machineArn, oneTask, region, startEngine, work } from "./engine.ts";

const stateMachineArn = machineArn;
const arnOf = (name: string) => `arn:aws:states:${region}:000000000000:execution:machine:${name}`;
const echo = { definition: oneTask(), tasks: { work: async (input: unknown) => input } };

describe("StartExecution", () => {
	test("runs the machine with the input, and answers with the execution's ARN", async () => {
		const { client, ended } = await startEngine(echo);
		const input = JSON.stringify({ 件: 1 });
		const started = await client.send(new StartExecutionCommand({ stateMachineArn, name: "first", input }));
		expect(started.executionArn).toBe(arnOf("first"));
		const description = await ended(arnOf("first"));
		expect(description).toMatchObject({ stateMachineArn, name: "first", status: "SUCCEEDED", input, output: input });
		expect(description.startDate).toEqual(started.startDate);
		expect(Math.abs(Date.now() - Number(description.stopDate))).toBeLessThan(60_000);
	});

	test("answers with the running execution when repeated with the same input", async () => {
		const { task, called, release } = heldTask();
		const { client, ended } = await startEngine({ definition: oneTask(), tasks: { work: task } });
		const start = (input: string) => client.send(new StartExecutionCommand({ stateMachineArn, name: "one", input }));
		const first = await start('{"a":1}');
		await called();
		expect(await start('{"a":1}')).toMatchObject({ executionArn: first.executionArn, startDate: first.startDate });
		await expect(start('{"a":2}')).rejects.toMatchObject({ name: "ExecutionAlreadyExists" });
		release("done");
		await ended(arnOf("one"));
		await expect(start('{"a":1}')).rejects.toMatchObject({ name: "ExecutionAlreadyExists" });
		expect(task).toHaveBeenCalledTimes(1);
	});

	test("refuses what the service refuses", async () => {
		const { client } = await startEngine(echo);
		const start = (more: object) =>
			client.send(new StartExecutionCommand({ stateMachineArn, name: "one", input: "{}", ...more }));
		for (const name of [undefined, "", "a b", "a/b", "a:b", "x".repeat(81)]) {
			await expect(start({ name }), `${name}`).rejects.toMatchObject({ name: "InvalidName" });
		}
		for (const input of [undefined, "{"]) {
			await expect(start({ input }), `${input}`).rejects.toMatchObject({ name: "InvalidExecutionInput" });
		}
		const large = JSON.stringify("x".repeat(256 * 1024));
		await expect(start({ input: large })).rejects.toMatchObject({ name: "ValidationException" });
		await expect(start({ stateMachineArn: `${stateMachineArn}s` })).rejects.toMatchObject({
			name: "StateMachineDoesNotExist",
		});
		await expect(start({ stateMachineArn: "machine" })).rejects.toMatchObject({ name: "InvalidArn" });
	});
});

describe("StopExecution", () => {
	test("aborts a running execution: no further task starts, and the running task's result is lost", async () => {
		const { task, called, release } = heldTask();
		const later = heldTask();
		const { client, start, describe, changes } = await startEngine({
			definition: {
				StartAt: "Work",
				States: {
					Work: work({ Next: "Later" }),
					Later: work({ Resource: "${LaterFunctionArn}", End: true }),
				},
			},
			tasks: { work: task, later: later.task },
		});
		const executionArn = await start();
		await called();
		const stop = new StopExecutionCommand({ executionArn, error: "Enough", cause: "of it" });
		const { stopDate } = await client.send(stop);
		const aborted = { status: "ABORTED", error: "Enough", cause: "of it", stopDate };
		expect(await describe(executionArn)).toMatchObject(aborted);
		release("too late");
		// It has ended: stopping it again changes nothing.
		expect((await client.send(new StopExecutionCommand({ executionArn, error: "Again" }))).stopDate).toEqual(stopDate);
		expect(await describe(executionArn)).toMatchObject(aborted);
		expect(later.task).not.toHaveBeenCalled();
		expect(changes).toMatchObject([{ detail: { status: "ABORTED", error: "Enough", output: null } }]);
	});

	test("refuses an unknown execution", async () => {
		const { client } = await startEngine(echo);
		const stop = (executionArn: string) => client.send(new StopExecutionCommand({ executionArn }));
		await expect(stop(arnOf("none"))).rejects.toMatchObject({ name: "ExecutionDoesNotExist" });
		await expect(stop("none")).rejects.toMatchObject({ name: "InvalidArn" });
	});
});

describe("executions", () => {
	test("are listed newest first", async () => {
		const work = async (input: unknown) => {
			if (input === "fail") throw new Error("no");
		};
		const { client, start, ended } = await startEngine({ definition: oneTask(), tasks: { work } });
		for (const name of ["a", "b", "c"]) await ended(await start(name === "b" ? "fail" : "", name));
		const { executions, nextToken } = await client.send(new ListExecutionsCommand({ stateMachineArn }));
		expect(executions).toMatchObject([
			{ stateMachineArn, executionArn: arnOf("c"), name: "c", status: "SUCCEEDED" },
			{ stateMachineArn, executionArn: arnOf("b"), name: "b", status: "FAILED" },
			{ stateMachineArn, executionArn: arnOf("a"), name: "a", status: "SUCCEEDED" },
		]);
		expect(nextToken).toBeUndefined();
	});

	test("that do not exist are not described", async () => {
		const { client } = await startEngine(echo);
		const command = new DescribeExecutionCommand({ executionArn: arnOf("none") });
		await expect(client.send(command)).rejects.toMatchObject({ name: "ExecutionDoesNotExist" });
	});
});

test("an unsupported parameter is refused by name", async () => {
	const { client } = await startEngine(echo);
	for (const [command, parameter] of [
		[new StartExecutionCommand({ stateMachineArn, name: "one", input: "{}", traceHeader: "Root=1" }), "traceHeader"],
		[new DescribeExecutionCommand({ executionArn: arnOf("one"), includedData: "METADATA_ONLY" }), "includedData"],
		[new ListExecutionsCommand({ stateMachineArn, statusFilter: "FAILED" }), "statusFilter"],
	] as const) {
		await expect(client.send(command as ListExecutionsCommand)).rejects.toMatchObject({
			name: "ValidationException",
			message: expect.stringContaining(parameter),
		});
	}
});

test("an unsupported operation is refused", async () => {
	const { engine } = await startEngine(echo);
	const headers = { "x-amz-target": "AWSStepFunctions.CreateActivity" };
	const response = await fetch(engine.url, { method: "POST", headers, body: "{}" });
	expect(response.status).toBe(400);
	expect(await response.json()).toMatchObject({ __type: "com.amazonaws.sfn#UnknownOperationException" });
});
