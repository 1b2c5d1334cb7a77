import { expect, test } from "vitest";
import { mapOf, oneTask, startEngine, work } from "./engine.ts";

const tasks = { work: async () => {} };
const oneState = (state: object) => ({ StartAt: "One", States: { One: state } });

test("a machine with a missing task or an invalid definition is refused", async () => {
	await expect(startEngine({ definition: oneTask(), tasks: {} })).rejects.toThrow("no task work");
	await expect(startEngine({ definition: oneState(work()), tasks })).rejects.toThrow("invalid");
	await expect(startEngine({ definition: oneState(work({ Next: "None" })), tasks })).rejects.toThrow("invalid");
});

test.each([
	["a state", oneState({ Type: "Wait", Seconds: 1, End: true }), "is not a Task, Map, Succeed or Fail state"],
	["a service", oneTask({ Resource: "arn:aws:states:::sqs:sendMessage" }), "does not call a function"],
	["a field of a task", oneTask({ HeartbeatSeconds: 5 }), "HeartbeatSeconds"],
	["a field of a retrier", oneTask({ Retry: [{ ErrorEquals: ["busy"], MaxDelaySeconds: 9 }] }), "MaxDelaySeconds"],
	["a field of a map", mapOf({}, { ToleratedFailureCount: 1 }), "ToleratedFailureCount"],
	[
		"a distributed map",
		mapOf({}, { ItemProcessor: { ProcessorConfig: { Mode: "DISTRIBUTED" } } }),
		"ProcessorConfig.Mode",
	],
	["an intrinsic function", mapOf({}, { ItemSelector: { "id.$": "States.UUID()" } }), "is neither a plain path"],
	["a path that is not plain", oneTask({ ResultPath: "$" }), "is not a plain path"],
	["a task without a timeout", oneTask({ TimeoutSeconds: undefined }), "TimeoutSeconds"],
	["another query language", { ...oneTask(), QueryLanguage: "JSONata" }, "QueryLanguage"],
])("what the local stack does not support is refused by name: %s", async (_, definition, named) => {
	await expect(startEngine({ definition, tasks })).rejects.toThrow(named);
});
