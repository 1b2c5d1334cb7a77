import { expect, test } from "vitest";
import { mapOf, startEngine } from "./engine.ts";

test("a history tells what happened, each event after the one that it follows", async () => {
	const { start, ended, history } = await startEngine({
		definition: mapOf({ TimeoutSeconds: 9 }, { MaxConcurrency: 2 }),
		tasks: { work: async (input) => (input as { item: string }).item.toUpperCase() },
	});
	const executionArn = await start({ items: ["a", "b", "c"] });
	await ended(executionArn);
	const events = await history(executionArn);
	expect(events.map(({ id }) => id)).toEqual(events.map((_, index) => index + 1));

	const told = events.map(({ id, previousEventId, timestamp, type = "", ...details }) => ({
		id,
		previousEventId,
		type,
		details,
	}));
	const branch = (index: number) => {
		const ids = new Set<number>();
		const begin = told.find(
			({ type, details }) => type === "MapIterationStarted" && details.mapIterationStartedEventDetails?.index === index,
		);
		ids.add(begin?.id ?? 0);
		return told.filter(({ id = 0, previousEventId = 0, type }) => {
			if (type.startsWith("MapState") || type === "MapIterationStarted") return id === begin?.id;
			return ids.has(previousEventId) && ids.add(id);
		});
	};
	for (const index of [0, 1, 2]) {
		expect(branch(index).map(({ type }) => type)).toEqual([
			"MapIterationStarted",
			"TaskStateEntered",
			"LambdaFunctionScheduled",
			"LambdaFunctionStarted",
			"LambdaFunctionSucceeded",
			"TaskStateExited",
			"MapIterationSucceeded",
		]);
	}
	const whole = { truncated: false };
	const input = '{"items":["a","b","c"]}';
	const itemInput = '{"item":"b","of":["a","b","c"]}';
	expect(told.slice(0, 3)).toMatchObject([
		{ previousEventId: 0, type: "ExecutionStarted", details: { executionStartedEventDetails: { input } } },
		{
			previousEventId: 1,
			type: "MapStateEntered",
			details: { stateEnteredEventDetails: { name: "All", input, inputDetails: whole } },
		},
		{ previousEventId: 2, type: "MapStateStarted", details: { mapStateStartedEventDetails: { length: 3 } } },
	]);
	expect(branch(1).map(({ details }) => details)).toMatchObject([
		{ mapIterationStartedEventDetails: { name: "All", index: 1 } },
		{ stateEnteredEventDetails: { name: "Each", input: itemInput } },
		{ lambdaFunctionScheduledEventDetails: { input: itemInput, timeoutInSeconds: 9 } },
		{},
		{ lambdaFunctionSucceededEventDetails: { output: '"B"', outputDetails: whole } },
		{ stateExitedEventDetails: { name: "Each", output: '"B"' } },
		{ mapIterationSucceededEventDetails: { name: "All", index: 1 } },
	]);
	expect(told.slice(-3)).toMatchObject([
		{ type: "MapStateSucceeded" },
		{ type: "MapStateExited", details: { stateExitedEventDetails: { name: "All", output: input } } },
		{ type: "ExecutionSucceeded", details: { executionSucceededEventDetails: { output: input } } },
	]);
});
