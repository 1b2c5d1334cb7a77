import {
	DescribeExecutionCommand,
	DescribeStateMachineCommand,
	GetExecutionHistoryCommand,
	ListExecutionsCommand,
	ListStateMachinesCommand,
	StartExecutionCommand,
	StopExecutionCommand,
} from "@aws-sdk/client-sfn";
import { describe, expect, test } from "vitest";
import { heldTask, machineArn, oneTask, region, startEngine } from "./engine.ts";

const stateMachineArn = machineArn;
const arnOf = (name: string) => `arn:aws:states:${region}:000000000000:execution:machine:${name}`;
const echo = { definition: oneTask(), tasks: { work: async (input: unknown) => input } };

describe("StartExecution", () => {
	test("runs the machine over the input, and answers with the execution's ARN", async () => {
		const { client, ended } = await startEngine(echo);
		const input = JSON.stringify({ 件: 1 });
		const started = await client.send(new StartExecutionCommand({ stateMachineArn, name: "first", input }));
		expect(started.executionArn).toBe(arnOf("first"));
		const description = await ended(arnOf("first"));
		expect(description).toMatchObject({ stateMachineArn, name: "first", status: "SUCCEEDED", input, output: input });
		expect(description.startDate).toEqual(started.startDate);
		expect(Math.abs(Date.now() - Number(description.stopDate))).toBeLessThan(60_000);
	});

	test("finds a name and an input of its own where none is given", async () => {
		const { client, ended } = await startEngine(echo);
		const { executionArn = "" } = await client.send(new StartExecutionCommand({ stateMachineArn }));
		expect(await ended(executionArn)).toMatchObject({ input: "{}", output: "{}" });
	});

	test("is the same execution when it comes again with the same input, while that runs", async () => {
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
		const start = (more: object) => client.send(new StartExecutionCommand({ stateMachineArn, ...more }));
		for (const name of ["", "a b", "a/b", "a:b", "x".repeat(81)]) {
			await expect(start({ name }), name).rejects.toMatchObject({ name: "InvalidName" });
		}
		await expect(start({ input: "{" })).rejects.toMatchObject({ name: "InvalidExecutionInput" });
		const large = JSON.stringify("x".repeat(256 * 1024));
		await expect(start({ input: large })).rejects.toMatchObject({ name: "ValidationException" });
		await expect(start({ stateMachineArn: `${stateMachineArn}s` })).rejects.toMatchObject({
			name: "StateMachineDoesNotExist",
		});
		await expect(start({ stateMachineArn: "machine" })).rejects.toMatchObject({ name: "InvalidArn" });
	});
});

describe("StopExecution", () => {
	test("aborts in the middle: no further task is started, and what the task answers is lost", async () => {
		const { task, called, release } = heldTask();
		const later = heldTask();
		const { client, start, describe, history, changes } = await startEngine({
			definition: {
				StartAt: "Work",
				States: {
					Work: { Type: "Task", Resource: "${WorkFunctionArn}", Next: "Later" },
					Later: { Type: "Task", Resource: "${LaterFunctionArn}", End: true },
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
		expect((await history(executionArn)).map(({ type }) => type).slice(-2)).toEqual([
			"TaskStateAborted",
			"ExecutionAborted",
		]);
		expect(changes).toMatchObject([{ detail: { status: "ABORTED", error: "Enough", output: null } }]);
	});

	test("knows only executions that there are", async () => {
		const { client } = await startEngine(echo);
		const stop = (executionArn: string) => client.send(new StopExecutionCommand({ executionArn }));
		await expect(stop(arnOf("none"))).rejects.toMatchObject({ name: "ExecutionDoesNotExist" });
		await expect(stop("none")).rejects.toMatchObject({ name: "InvalidArn" });
	});
});

describe("executions", () => {
	test("are listed page by page, the newest first, and by status", async () => {
		const { client, start, ended } = await startEngine({
			definition: oneTask(),
			tasks: {
				work: async (input) => {
					if (input === "fail") throw new Error("no");
				},
			},
		});
		for (const name of ["a", "b", "c", "d", "e"]) await ended(await start(name === "c" ? "fail" : "", name));
		const list = async (more: object) => {
			const answer = await client.send(new ListExecutionsCommand({ stateMachineArn, ...more }));
			return { names: answer.executions?.map(({ name }) => name), nextToken: answer.nextToken };
		};
		expect(await list({})).toEqual({ names: ["e", "d", "c", "b", "a"], nextToken: undefined });
		const { names, nextToken } = await list({ maxResults: 3 });
		expect(names).toEqual(["e", "d", "c"]);
		expect(await list({ maxResults: 3, nextToken })).toEqual({ names: ["b", "a"], nextToken: undefined });
		expect((await list({ statusFilter: "FAILED" })).names).toEqual(["c"]);
		expect((await list({ statusFilter: "RUNNING" })).names).toEqual([]);
		await expect(list({ nextToken: "?" })).rejects.toMatchObject({ name: "InvalidToken" });
		await expect(list({ maxResults: 1001 })).rejects.toMatchObject({ name: "ValidationException" });
		await expect(list({ statusFilter: "DONE" })).rejects.toMatchObject({ name: "ValidationException" });
	});

	test("that there are not are not described", async () => {
		const { client } = await startEngine(echo);
		const command = new DescribeExecutionCommand({ executionArn: arnOf("none") });
		await expect(client.send(command)).rejects.toMatchObject({ name: "ExecutionDoesNotExist" });
	});
});

test("a history is read forth and back, page by page, and without the data", async () => {
	const { client, start, ended } = await startEngine(echo);
	const executionArn = await start({ a: 1 });
	await ended(executionArn);
	const read = async (more: object) => {
		const answer = await client.send(new GetExecutionHistoryCommand({ executionArn, ...more }));
		return { ids: answer.events?.map(({ id }) => id), ...answer };
	};
	const { ids, events, nextToken } = await read({ maxResults: 4 });
	expect(ids).toEqual([1, 2, 3, 4]);
	expect(events?.[0]?.executionStartedEventDetails?.input).toBe('{"a":1}');
	expect((await read({ maxResults: 4, nextToken })).ids).toEqual([5, 6, 7]);
	expect((await read({ reverseOrder: true })).ids).toEqual([7, 6, 5, 4, 3, 2, 1]);
	const bare = (await read({ includeExecutionData: false })).events;
	expect(bare?.[1]?.stateEnteredEventDetails).toEqual({ name: "Work" });
});

test("machines are listed and described with their definition", async () => {
	const { client } = await startEngine(echo);
	const { stateMachines } = await client.send(new ListStateMachinesCommand({}));
	expect(stateMachines).toMatchObject([{ stateMachineArn, name: "machine", type: "STANDARD" }]);
	const { definition = "", status } = await client.send(new DescribeStateMachineCommand({ stateMachineArn }));
	expect(status).toBe("ACTIVE");
	expect(JSON.parse(definition).States.Work.Resource).toBe(`arn:aws:lambda:${region}:000000000000:function:work`);
});

test("what the endpoint does not have is refused by name", async () => {
	const { engine } = await startEngine(echo);
	const headers = { "x-amz-target": "AWSStepFunctions.CreateActivity" };
	const response = await fetch(engine.url, { method: "POST", headers, body: "{}" });
	expect(response.status).toBe(400);
	expect(await response.json()).toMatchObject({ __type: "com.amazonaws.sfn#UnknownOperationException" });
});
