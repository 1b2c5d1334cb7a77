import { readFileSync } from "node:fs";
import { describe, expect, test, vi } from "vitest";
import { failure, startEngine } from "./engine.ts";

const file = new URL("../../../infra/workflows/async-search.asl.json", import.meta.url);
const definition = readFileSync(file, "utf8");
const search = { tenantId: "acme", accountId: "sv01", asyncSearchId: "s1", run: 1 };
const partitions = Array.from({ length: 20 }, (_, part) => ({ part }));

function fakeTasks() {
	return {
		"mark-processing": vi.fn(async (_input: unknown): Promise<unknown> => ({ ignored: true })),
		"plan-partitions": vi.fn(async (_input: unknown): Promise<unknown> => ({ partitions })),
		"export-partition": vi.fn(async (_input: unknown): Promise<unknown> => ({ rows: 3 })),
		"assemble-file": vi.fn(async (_input: unknown): Promise<unknown> => ({ objectKey: "file.csv" })),
		"mark-completed": vi.fn(async (_input: unknown): Promise<unknown> => undefined),
		"mark-failed": vi.fn(async (_input: unknown): Promise<unknown> => undefined),
		"send-outcome-mail": vi.fn(async (_input: unknown): Promise<unknown> => undefined),
	};
}

async function run(tasks: ReturnType<typeof fakeTasks>) {
	const { start, ended, changes } = await startEngine({ definition, tasks });
	const description = await ended(await start({ search }));
	return { description, changes };
}

describe("the state machine of an asynchronous search", () => {
	test("runs all tasks up to the mail", async () => {
		const tasks = fakeTasks();
		const { description, changes } = await run(tasks);
		expect(description.status).toBe("SUCCEEDED");
		expect(tasks["plan-partitions"]).toHaveBeenCalledWith({ search });
		expect(tasks["export-partition"].mock.calls).toEqual(partitions.map((partition) => [{ search, partition }]));
		expect(tasks["assemble-file"]).toHaveBeenCalledWith({ search, plan: { partitions } });
		const complete = { search, plan: { partitions }, file: { objectKey: "file.csv" } };
		expect(tasks["mark-completed"]).toHaveBeenCalledWith(complete);
		expect(tasks["send-outcome-mail"].mock.calls).toEqual([[complete]]);
		expect(tasks["mark-failed"]).not.toHaveBeenCalled();
		expect(changes).toMatchObject([{ detail: { status: "SUCCEEDED" } }]);
	});

	test("ends FAILED with the error of a failed partition, after marking the search and sending the mail", async () => {
		const tasks = fakeTasks();
		tasks["export-partition"].mockRejectedValue(failure("async-search-gone", "It was deleted"));
		const { description } = await run(tasks);
		const Cause = JSON.stringify({ errorType: "async-search-gone", errorMessage: "It was deleted" });
		expect(description).toMatchObject({ status: "FAILED", error: "async-search-gone", cause: Cause });
		const told = { search, plan: { partitions }, error: { Error: "async-search-gone", Cause } };
		expect(tasks["mark-failed"].mock.calls).toEqual([[told]]);
		expect(tasks["send-outcome-mail"].mock.calls).toEqual([[told]]);
		expect(tasks["assemble-file"]).not.toHaveBeenCalled();
	});

	test("retries transient errors", async () => {
		const tasks = fakeTasks();
		tasks["plan-partitions"].mockRejectedValueOnce(failure("ThrottlingException"));
		tasks["export-partition"].mockRejectedValueOnce(failure("ThrottlingException"));
		const { description } = await run(tasks);
		expect(description.status).toBe("SUCCEEDED");
		expect(tasks["plan-partitions"]).toHaveBeenCalledTimes(2);
		expect(tasks["export-partition"]).toHaveBeenCalledTimes(partitions.length + 1);
	});

	test("ends the same when the mail cannot be sent", async () => {
		const completed = fakeTasks();
		completed["send-outcome-mail"].mockRejectedValue(failure("MessageRejected"));
		expect((await run(completed)).description.status).toBe("SUCCEEDED");
		expect(completed["send-outcome-mail"]).toHaveBeenCalledTimes(3);
		expect(completed["mark-failed"]).not.toHaveBeenCalled();

		const failed = fakeTasks();
		failed["send-outcome-mail"].mockRejectedValue(failure("MessageRejected"));
		failed["assemble-file"].mockRejectedValue(failure("file-too-large"));
		expect((await run(failed)).description).toMatchObject({ status: "FAILED", error: "file-too-large" });
	});
});
