import { describe, expect, test, vi } from "vitest";
import { failure, heldTask, mapOf, oneTask, startEngine, work } from "./engine.ts";

const caught = (more: object = {}) => ({
	StartAt: "Work",
	States: {
		Work: work({ Catch: [{ ErrorEquals: ["States.ALL"], ResultPath: "$.error", Next: "Failed" }], End: true, ...more }),
		Failed: { Type: "Fail", ErrorPath: "$.error.Error", CausePath: "$.error.Cause" },
	},
});

describe("a task", () => {
	test("receives and returns JSON, as a Lambda function does", async () => {
		const task = vi.fn(async (_input: unknown) => ({ at: new Date(0), not: undefined }));
		const { start, ended } = await startEngine({ definition: oneTask(), tasks: { work: task } });
		const { output } = await ended(await start({ a: [1] }));
		expect(JSON.parse(output ?? "")).toEqual({ at: "1970-01-01T00:00:00.000Z" });
		expect(task).toHaveBeenCalledWith({ a: [1] });
	});

	test("without a result returns null", async () => {
		const { start, ended } = await startEngine({ definition: oneTask(), tasks: { work: async () => {} } });
		expect((await ended(await start())).output).toBe("null");
	});

	test("fails the execution with its error's name and a cause like that of a Lambda function", async () => {
		const tasks = { work: () => Promise.reject(failure("file-too-large", "1 GB")) };
		const { start, ended, changes } = await startEngine({ definition: oneTask(), tasks });
		const executionArn = await start({}, "large");
		const { status, error, cause = "" } = await ended(executionArn);
		expect({ status, error }).toEqual({ status: "FAILED", error: "file-too-large" });
		expect(JSON.parse(cause)).toEqual({ errorType: "file-too-large", errorMessage: "1 GB" });
		expect(changes).toMatchObject([
			{
				source: "aws.states",
				"detail-type": "Step Functions Execution Status Change",
				resources: [executionArn],
				detail: { executionArn, name: "large", status: "FAILED", input: "{}", output: null, error, cause },
			},
		]);
	});

	test("is retried as often as the retrier for its error allows", async () => {
		const Retry = [
			{ ErrorEquals: ["never"], MaxAttempts: 0 },
			{ ErrorEquals: ["States.ALL"], IntervalSeconds: 2, MaxAttempts: 3, BackoffRate: 2, JitterStrategy: "FULL" },
		];
		const errors = ["busy", "busy"];
		const task = vi.fn(async (name: unknown) => {
			const error = name === "never" ? "never" : errors.pop();
			if (error) throw failure(error);
		});
		const { start, ended } = await startEngine({ definition: oneTask({ Retry }), tasks: { work: task } });
		expect(await ended(await start("busy", "busy"))).toMatchObject({ status: "SUCCEEDED" });
		expect(task).toHaveBeenCalledTimes(3);
		expect(await ended(await start("never", "never"))).toMatchObject({ status: "FAILED", error: "never" });
		expect(task).toHaveBeenCalledTimes(4);
	});

	test("has its error caught by name and added to the state's input, with the cause", async () => {
		const tasks = { work: () => Promise.reject(failure("gone", "deleted")), rest: async (input: unknown) => input };
		const Catch = [{ ErrorEquals: ["gone"], ResultPath: "$.error", Next: "Rest" }];
		const { start, ended } = await startEngine({
			definition: {
				StartAt: "Work",
				States: { Work: work({ Catch, End: true }), Rest: work({ Resource: "${RestFunctionArn}", End: true }) },
			},
			tasks,
		});
		const { status, output } = await ended(await start({ a: 1 }));
		expect(status).toBe("SUCCEEDED");
		const Cause = JSON.stringify({ errorType: "gone", errorMessage: "deleted" });
		expect(JSON.parse(output ?? "")).toEqual({ a: 1, error: { Error: "gone", Cause } });
	});

	test("fails with States.Timeout when it takes too long, which Retry and Catch may match", async () => {
		const { task } = heldTask();
		const { start, ended } = await startEngine({
			definition: caught({ TimeoutSeconds: 1, Retry: [{ ErrorEquals: ["States.Timeout"], MaxAttempts: 0 }] }),
			tasks: { work: task },
		});
		expect(await ended(await start())).toMatchObject({ status: "FAILED", error: "States.Timeout" });
		expect(task).toHaveBeenCalledTimes(1);
	});

	test("with a result over 256 KB fails the execution, whatever Catch matches", async () => {
		const tasks = { work: async () => "x".repeat(256 * 1024) };
		const { start, ended } = await startEngine({ definition: caught({ ResultPath: null }), tasks });
		expect(await ended(await start())).toMatchObject({ status: "FAILED", error: "States.DataLimitExceeded" });
	});
});

test("a state whose output exceeds 256 KB fails the execution before the next task starts", async () => {
	const task = vi.fn(async (_input: unknown) => "x".repeat(200 * 1024));
	const definition = {
		StartAt: "A",
		States: {
			A: work({ ResultPath: "$.a", Next: "B" }),
			B: work({ ResultPath: "$.b", Next: "C" }),
			C: work({ End: true }),
		},
	};
	const { start, ended } = await startEngine({ definition, tasks: { work: task } });
	expect(await ended(await start())).toMatchObject({ status: "FAILED", error: "States.DataLimitExceeded" });
	expect(task).toHaveBeenCalledTimes(2);
});

test("an execution times out as a whole", async () => {
	const { task, release } = heldTask();
	const { start, ended, changes } = await startEngine({
		definition: { ...caught(), TimeoutSeconds: 1 },
		tasks: { work: task },
	});
	const executionArn = await start();
	expect(await ended(executionArn)).toMatchObject({ status: "TIMED_OUT", error: "States.Timeout" });
	release("too late");
	expect(changes).toMatchObject([{ detail: { status: "TIMED_OUT" } }]);
});

describe("a map", () => {
	const items = Array.from({ length: 20 }, (_, index) => index);

	test("processes all items, MaxConcurrency at a time", async () => {
		let running = 0;
		let most = 0;
		const done: unknown[] = [];
		const task = async (input: unknown) => {
			most = Math.max(most, ++running);
			await new Promise((later) => setTimeout(later, 5));
			running--;
			done.push(input);
		};
		const { start, ended } = await startEngine({ definition: mapOf({}, { MaxConcurrency: 8 }), tasks: { work: task } });
		expect(await ended(await start({ items }))).toMatchObject({
			status: "SUCCEEDED",
			output: JSON.stringify({ items }),
		});
		expect(done).toEqual(items.map((item) => ({ item, of: items })));
		expect(most).toBe(8);
	});

	test("starts no further items after one has failed", async () => {
		const begun: unknown[] = [];
		const task = async (input: unknown) => {
			const { item } = input as { item: number };
			begun.push(item);
			if (item === 3) throw failure("gone");
			await new Promise((later) => setTimeout(later, 20));
		};
		const map = mapOf(
			{},
			{ MaxConcurrency: 4, Catch: [{ ErrorEquals: ["gone"], ResultPath: "$.error", Next: "After" }] },
		);
		const after = work({ Resource: "${AfterFunctionArn}", End: true });
		const { start, ended } = await startEngine({
			definition: { ...map, States: { ...map.States, After: after } },
			tasks: { work: task, after: () => new Promise((later) => setTimeout(later, 50)) },
		});
		expect(await ended(await start({ items }))).toMatchObject({ status: "SUCCEEDED" });
		expect(begun).toEqual([0, 1, 2, 3]);
	});
});

describe("a status change", () => {
	test("is announced again after its listener failed", async () => {
		const log = vi.spyOn(console, "error").mockImplementation(() => {});
		const onStatusChange = vi.fn().mockRejectedValueOnce(new Error("not yet")).mockResolvedValue(undefined);
		const { start, ended } = await startEngine({
			definition: oneTask(),
			tasks: { work: async () => {} },
			onStatusChange,
		});
		await ended(await start());
		await vi.waitFor(() => expect(onStatusChange).toHaveBeenCalledTimes(2));
		expect(onStatusChange.mock.calls[1]).toEqual(onStatusChange.mock.calls[0]);
		log.mockRestore();
	});
});
