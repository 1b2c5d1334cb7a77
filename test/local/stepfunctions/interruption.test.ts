import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { expect, test, vi } from "vitest";
import { heldTask, mapOf, oneTask, startEngine } from "./engine.ts";

test("an execution that ran when the engine stopped fails at the next start, which is announced", async () => {
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
	expect(task).toHaveBeenCalledTimes(1);
});

test("stopping waits for no task, and starts no further task or retry", async () => {
	const { task, called, release } = heldTask();
	const { start, stop } = await startEngine({
		definition: mapOf({ Retry: [{ ErrorEquals: ["States.ALL"] }] }),
		tasks: { work: task },
	});
	await start({ items: [1, 2, 3, 4] });
	await called(2);
	// Would never end if it waited for a task.
	await stop();
	release("late");
	await new Promise((later) => setTimeout(later, 20));
	expect(task).toHaveBeenCalledTimes(2);
});

test("an end that could not be announced is announced once after the next start", async () => {
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

test("executions that ended more than 90 days ago are dropped", async () => {
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
	database.close();
});
