import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { expect, test, vi } from "vitest";
import { failure, heldTask, mapOf, oneTask, startEngine, work } from "./engine.ts";

test("what ran when the engine ended has failed after the next start, and is told of", async () => {
	const { task, called, release } = heldTask();
	const machine = { definition: oneTask(), tasks: { work: task } };
	const before = await startEngine(machine);
	const executionArn = await before.start({ a: 1 }, "cut");
	await called();
	await before.stop();
	release("too late");
	expect(before.changes).toEqual([]);

	const after = await startEngine(machine, before.dataDir);
	expect(await after.describe(executionArn)).toMatchObject({ status: "FAILED", error: "Local.Interrupted" });
	expect(after.changes).toMatchObject([{ detail: { executionArn, status: "FAILED", error: "Local.Interrupted" } }]);
	const events = await after.history(executionArn);
	expect(events.map(({ type }) => type)).toEqual([
		"ExecutionStarted",
		"TaskStateEntered",
		"LambdaFunctionScheduled",
		"LambdaFunctionStarted",
		"ExecutionFailed",
	]);
	expect(events.at(-1)).toMatchObject({ id: 5, previousEventId: 4 });
	expect(task).toHaveBeenCalledTimes(1);
});

test("stopping is quick, and starts no further task or try", async () => {
	const { task, called, release } = heldTask();
	const { start, stop } = await startEngine({
		definition: mapOf({ Retry: [{ ErrorEquals: ["States.ALL"] }] }, { MaxConcurrency: 2 }),
		tasks: { work: task },
	});
	await start({ items: [1, 2, 3, 4] });
	await called(2);
	const begin = performance.now();
	await stop();
	expect(performance.now() - begin).toBeLessThan(1000);
	release("late");
	await new Promise((later) => setTimeout(later, 20));
	expect(task).toHaveBeenCalledTimes(2);
});

test("an end that could not be told is told after the next start, once", async () => {
	const log = vi.spyOn(console, "error").mockImplementation(() => {});
	const machine = { definition: oneTask(), tasks: { work: async () => {} } };
	const deaf = vi.fn().mockRejectedValue(new Error("deaf"));
	const first = await startEngine({ ...machine, onStatusChange: deaf, pauseMilliseconds: 60_000 });
	const executionArn = await first.start();
	await first.ended(executionArn);
	await vi.waitFor(() => expect(deaf).toHaveBeenCalled());
	await first.stop();
	log.mockRestore();

	const second = await startEngine(machine, first.dataDir);
	await vi.waitFor(() => expect(second.changes).toMatchObject([{ detail: { executionArn, status: "SUCCEEDED" } }]));
	await second.stop();
	expect((await startEngine(machine, first.dataDir)).changes).toEqual([]);
});

test("what ended more than 90 days ago is dropped, with its history", async () => {
	const machine = { definition: oneTask(), tasks: { work: async () => {} } };
	const { start, ended, stop, dataDir } = await startEngine(machine);
	await ended(await start({}, "old"));
	await ended(await start({}, "new"));
	await stop();
	const database = new DatabaseSync(join(dataDir, "executions.sqlite"));
	const ninetyOneDays = 91 * 24 * 60 * 60 * 1000;
	database.prepare("UPDATE execution SET stopped_at = stopped_at - ? WHERE name = 'old'").run(ninetyOneDays);
	await startEngine(machine, dataDir);
	expect(database.prepare("SELECT name FROM execution").all()).toEqual([{ name: "new" }]);
	expect(database.prepare("SELECT count(DISTINCT execution) AS count FROM event").get()).toEqual({ count: 1 });
	database.close();
});

test("a machine is refused whose task is missing, or whose definition is not valid", async () => {
	const tasks = { work: () => Promise.reject(failure("never called")) };
	await expect(startEngine({ definition: oneTask(), tasks: {} })).rejects.toThrow("no task work");
	await expect(startEngine({ definition: { StartAt: "Work", States: { Work: work() } }, tasks })).rejects.toThrow(
		"invalid",
	);
	const queue = oneTask({ Resource: "arn:aws:states:::sqs:sendMessage" });
	await expect(startEngine({ definition: queue, tasks })).rejects.toThrow("does not call a function");
});
