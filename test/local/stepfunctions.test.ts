import { join } from "node:path";
import {
	DescribeExecutionCommand,
	GetExecutionHistoryCommand,
	ListExecutionsCommand,
	SFNClient,
	StartExecutionCommand,
	StopExecutionCommand,
} from "@aws-sdk/client-sfn";
import { describe, expect, onTestFinished, test } from "vitest";
import type { DataFolder } from "../../local/data-folder.ts";
import { startStepFunctions, stateMachineArn } from "../../local/engines/stepfunctions.ts";
import { asyncSearchDefinition, type Task } from "../../local/functions.ts";
import { choosePorts } from "../../local/ports.ts";
import type { Execution } from "../../local/stepfunctions/execution-store.ts";
import { temporaryFolder } from "./processes.ts";

const region = "ap-northeast-1";
const arn = stateMachineArn(region);
const executionArn = (name: string) => `${arn.replace(":stateMachine:", ":execution:")}:${name}`;
const input = JSON.stringify({ search: { asyncSearchId: "x" } });
const nothing: Task = async () => null;
const tasks: Record<string, Task> = {
	"mark-processing": nothing,
	"plan-partitions": async () => ({ partitions: [{ index: 0 }, { index: 1 }, { index: 2 }] }),
	"export-partition": async () => ({ rows: 1 }),
	"assemble-file": async () => ({ rowCount: 3 }),
	"mark-completed": nothing,
	"send-outcome-mail": nothing,
	"mark-failed": nothing,
};

async function start(more: Record<string, Task> = {}, folder = temporaryFolder()) {
	const { port } = await choosePorts(["port"], {});
	const engine = await startStepFunctions({ file: (name) => join(folder, name) } as DataFolder, port, region);
	const closed: Execution[] = [];
	engine.register({
		definition: asyncSearchDefinition,
		tasks: { ...tasks, ...more },
		onClosed: async (execution) => void closed.push(execution),
	});
	let running = true;
	const stop = async () => {
		if (running) await engine.stop();
		running = false;
	};
	onTestFinished(stop);
	const client = new SFNClient({
		endpoint: engine.url,
		region,
		credentials: { accessKeyId: "x", secretAccessKey: "x" },
	});
	const run = (name: string, text = input) =>
		client.send(new StartExecutionCommand({ stateMachineArn: arn, name, input: text }));
	const find = (name: string) => client.send(new DescribeExecutionCommand({ executionArn: executionArn(name) }));
	async function ended(name: string) {
		for (;;) {
			const found = await find(name);
			if (found.status !== "RUNNING") return found;
			await new Promise((resolve) => setTimeout(resolve, 5));
		}
	}
	return { client, run, find, ended, closed, stop, folder };
}

const fault = (name: string) => async () => {
	throw Object.assign(new Error(`because of ${name}`), { name });
};

describe("an execution", () => {
	test("succeeds, is listed, and its history reads state by state", async () => {
		const { client, run, ended, closed } = await start();
		await run("first");
		expect(await ended("first")).toMatchObject({ status: "SUCCEEDED", name: "first", input });
		await run("second");
		await ended("second");
		const list = await client.send(new ListExecutionsCommand({ stateMachineArn: arn, maxResults: 1 }));
		expect(list.executions?.map(({ name }) => name)).toEqual(["second"]);
		const rest = await client.send(new ListExecutionsCommand({ stateMachineArn: arn, nextToken: list.nextToken }));
		expect(rest.executions?.map(({ name, status }) => [name, status])).toEqual([["first", "SUCCEEDED"]]);
		const { events = [] } = await client.send(new GetExecutionHistoryCommand({ executionArn: executionArn("first") }));
		expect(events.flatMap(({ stateEnteredEventDetails }) => stateEnteredEventDetails?.name ?? [])).toEqual([
			...[
				"MarkProcessing",
				"PlanPartitions",
				"ExportPartitions",
				"ExportPartition",
				"ExportPartition",
				"ExportPartition",
			],
			...["AssembleFile", "MarkCompleted", "SendCompletionMail", "Completed"],
		]);
		expect(events.map(({ id }) => id)).toEqual(events.map((_, index) => index + 1));
		expect([events[0]?.type, events.at(-1)?.type]).toEqual(["ExecutionStarted", "ExecutionSucceeded"]);
		expect(closed.map(({ name, status }) => [name, status])).toEqual([
			["first", "SUCCEEDED"],
			["second", "SUCCEEDED"],
		]);
	});

	test("fails with the name of a task's error, after the machine has marked it", async () => {
		const marked: unknown[] = [];
		const { run, ended } = await start({
			"plan-partitions": fault("account-inactive"),
			"mark-failed": async (given) => void marked.push(given),
		});
		await run("failing");
		expect(await ended("failing")).toMatchObject({ status: "FAILED", error: "account-inactive" });
		expect(marked).toMatchObject([{ search: { asyncSearchId: "x" }, error: { Error: "account-inactive" } }]);
	});

	test("succeeds although its mail is not taken", { timeout: 30_000 }, async () => {
		let tries = 0;
		const { run, ended } = await start({
			"send-outcome-mail": async () => {
				tries++;
				return fault("MessageRejected")();
			},
		});
		await run("mailless");
		expect((await ended("mailless")).status).toBe("SUCCEEDED");
		expect(tries).toBe(3);
	});

	test("is stopped in the middle, and none of its later tasks runs", async () => {
		let release = () => {};
		const later: string[] = [];
		const { client, run, find, closed } = await start({
			"export-partition": () => new Promise<void>((resolve) => (release = resolve)),
			"assemble-file": async () => void later.push("assembled"),
		});
		await run("stopped");
		await new Promise((resolve) => setTimeout(resolve, 50));
		await client.send(new StopExecutionCommand({ executionArn: executionArn("stopped"), cause: "deleted" }));
		release();
		await new Promise((resolve) => setTimeout(resolve, 50));
		expect(await find("stopped")).toMatchObject({ status: "ABORTED", cause: "deleted" });
		expect(later).toEqual([]);
		expect(closed.map(({ status }) => status)).toEqual(["ABORTED"]);
	});

	test("that carries more than 256 KB of state fails", async () => {
		const big = { partitions: [{ index: 0, note: "x".repeat(300_000) }] };
		const { run, ended } = await start({ "plan-partitions": async () => big, "mark-failed": nothing });
		await run("big");
		expect((await ended("big")).error).toBe("States.DataLimitExceeded");
	}, 60_000);

	test("that a killed stack left running is told to have failed at the next start", async () => {
		const first = await start({ "assemble-file": () => new Promise(() => {}) });
		await first.run("interrupted");
		await new Promise((resolve) => setTimeout(resolve, 50));
		await first.stop();
		const second = await start({}, first.folder);
		expect(await second.find("interrupted")).toMatchObject({ status: "FAILED", error: "Local.Interrupted" });
		expect(second.closed.map(({ name, input: given }) => [name, given])).toEqual([["interrupted", input]]);
	});
});

describe("starting", () => {
	test("twice with one name and input is once, while it runs", async () => {
		const { run, ended } = await start({ "mark-processing": () => new Promise((resolve) => setTimeout(resolve, 100)) });
		const [a, b] = [await run("one"), await run("one", `  ${input}`)];
		expect(a.startDate).toEqual(b.startDate);
		await expect(run("one", "{}")).rejects.toMatchObject({ name: "ExecutionAlreadyExists" });
		await ended("one");
		await expect(run("one")).rejects.toMatchObject({ name: "ExecutionAlreadyExists" });
	});

	test.each([
		["a name with a slash", "a/b", input, "InvalidName"],
		["a name of 81 characters", "x".repeat(81), input, "InvalidName"],
		["an input that is not JSON", "name", "{", "InvalidExecutionInput"],
	])("with %s is refused", async (_, name, text, code) => {
		const { run } = await start();
		await expect(run(name, text)).rejects.toMatchObject({ name: code });
	});

	test("or looking, where there is nothing, says so", async () => {
		const { client, find } = await start();
		await expect(find("none")).rejects.toMatchObject({ name: "ExecutionDoesNotExist" });
		const other = new StartExecutionCommand({ stateMachineArn: `${arn}-other`, input });
		await expect(client.send(other)).rejects.toMatchObject({ name: "StateMachineDoesNotExist" });
	});

	test("with a task that has no function fails at once", async () => {
		const { client } = await start();
		expect(client).toBeDefined();
		const folder = temporaryFolder();
		const { port } = await choosePorts(["port"], {});
		const engine = await startStepFunctions({ file: (name) => join(folder, name) } as DataFolder, port, region);
		onTestFinished(() => engine.stop());
		expect(() => engine.register({ definition: asyncSearchDefinition, tasks: {}, onClosed: async () => {} })).toThrow(
			"mark-processing",
		);
	});
});
