import {
	DeleteRuleCommand,
	EventBridgeClient,
	ListRulesCommand,
	ListTargetsByRuleCommand,
	PutEventsCommand,
	PutRuleCommand,
	PutTargetsCommand,
	RemoveTargetsCommand,
} from "@aws-sdk/client-eventbridge";
import { CreateQueueCommand, GetQueueAttributesCommand, ReceiveMessageCommand, SQSClient } from "@aws-sdk/client-sqs";
import { afterAll, afterEach, beforeAll, expect, test, vi } from "vitest";
import { type DataFolder, openDataFolder } from "../../local/data-folder.ts";
import type { Engine } from "../../local/engines/engine.ts";
import { startEventBridge } from "../../local/engines/eventbridge.ts";
import { startSqs } from "../../local/engines/sqs.ts";
import { choosePorts } from "../../local/ports.ts";
import { keptFolder, region } from "./processes.ts";

const kept = keptFolder();
const EventBusName = "rireki";
let folder: DataFolder;
let queues: Engine;
let bus: Engine;
let sqs: SQSClient;
let events: EventBridgeClient;
let QueueUrl: string | undefined;
let Arn: string | undefined;

const startBus = async (port: number) => startEventBridge(folder, port, { region, bus: EventBusName, sqs: queues.url });

beforeAll(async () => {
	folder = openDataFolder(kept.path);
	const ports = await choosePorts(["sqs", "bus"], {});
	queues = await startSqs(folder, ports.sqs, region);
	bus = await startBus(ports.bus);
	const credentials = { accessKeyId: "anybody", secretAccessKey: "at all" };
	sqs = new SQSClient({ endpoint: queues.url, region, credentials });
	events = new EventBridgeClient({ endpoint: bus.url, region, credentials });
	({ QueueUrl } = await sqs.send(new CreateQueueCommand({ QueueName: "dialler" })));
	const asked = new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ["QueueArn"] });
	Arn = (await sqs.send(asked)).Attributes?.QueueArn;
});
afterEach(async () => {
	const { Rules = [] } = await events.send(new ListRulesCommand({ EventBusName }));
	for (const { Name } of Rules) {
		const { Targets = [] } = await events.send(new ListTargetsByRuleCommand({ EventBusName, Rule: Name }));
		const Ids = Targets.map(({ Id }) => Id ?? "");
		if (Ids.length > 0) await events.send(new RemoveTargetsCommand({ EventBusName, Rule: Name, Ids }));
		await events.send(new DeleteRuleCommand({ EventBusName, Name }));
	}
});
afterAll(async () => {
	await bus.stop();
	await queues.stop();
	folder.release();
	kept.remove();
});

const rule = (pattern: object, Name = "rule") =>
	events.send(new PutRuleCommand({ EventBusName, Name, EventPattern: JSON.stringify(pattern) }));
const target = (InputPath?: string, Rule = "rule") =>
	events.send(new PutTargetsCommand({ EventBusName, Rule, Targets: [{ Id: "queue", Arn, InputPath }] }));

async function publish(DetailType: string, detail: object): Promise<void> {
	const Entries = [{ EventBusName, Source: "rireki", DetailType, Detail: JSON.stringify(detail) }];
	await events.send(new PutEventsCommand({ Entries }));
}

async function received() {
	const { Messages = [] } = await sqs.send(
		new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10, VisibilityTimeout: 600 }),
	);
	return Messages.map(({ Body = "" }) => JSON.parse(Body));
}

test("a rule sends matching events to its queue, reduced to its input path", async () => {
	await rule({ source: ["rireki"], "detail-type": ["corrected"], detail: { tenantid: ["acme"] } });
	await target("$.detail");
	await publish("corrected", { tenantid: "acme", memo: "録音" });
	await publish("corrected", { tenantid: "harbour" });
	await publish("finished", { tenantid: "acme" });
	expect(await received()).toEqual([{ tenantid: "acme", memo: "録音" }]);
});

test("a rule without an input path sends the whole event, as in the cloud", async () => {
	await rule({ source: ["rireki"] });
	await target();
	await publish("corrected", { tenantid: "acme" });
	expect(await received()).toMatchObject([
		{ version: "0", source: "rireki", "detail-type": "corrected", region, detail: { tenantid: "acme" } },
	]);
});

test.each([
	[{ "detail-type": [{ prefix: "rireki.event." }] }, true],
	[{ "detail-type": [{ suffix: ".v2" }] }, false],
	[{ detail: { tenantid: [{ "anything-but": "acme" }] } }, false],
	[{ detail: { tenantid: [{ "anything-but": ["x", "y"] }] } }, true],
	[{ detail: { tenantid: [{ "equals-ignore-case": "ACME" }] } }, true],
	[{ detail: { nothing: [{ exists: false }] } }, true],
	[{ detail: { tenantid: [{ exists: false }] } }, false],
	[{ detail: { data: { fields: ["memo", "reason"] } } }, true],
	[{ detail: { data: { version: [1] } } }, true],
	[{ detail: { data: { version: ["1"] } } }, false],
	[{ detail: { data: { reason: [null] } } }, true],
])("the pattern %j matches: %j", async (pattern, isMatch) => {
	await rule(pattern);
	await target("$.detail");
	await publish("rireki.event.rejected.v1", {
		tenantid: "acme",
		data: { fields: ["memo"], version: 1, reason: null },
	});
	expect(await received()).toHaveLength(isMatch ? 1 : 0);
});

test("rules and targets survive a restart, and have no effect once removed", async () => {
	await rule({ source: ["rireki"] });
	await target("$.detail");
	await bus.stop();
	bus = await startBus(Number(new URL(bus.url).port));
	await publish("a", { kept: true });
	expect(await received()).toEqual([{ kept: true }]);
	await events.send(new RemoveTargetsCommand({ EventBusName, Rule: "rule", Ids: ["queue"] }));
	await publish("a", {});
	expect(await received()).toEqual([]);
});

test("a missing queue stops neither publishing nor other targets", async () => {
	const told = vi.spyOn(console, "error").mockImplementation(() => {});
	await rule({ source: ["rireki"] });
	const Targets = [
		{ Id: "gone", Arn: `${Arn}-gone` },
		{ Id: "there", Arn, InputPath: "$.detail" },
	];
	await events.send(new PutTargetsCommand({ EventBusName, Rule: "rule", Targets }));
	await publish("a", { here: 1 });
	expect(await received()).toEqual([{ here: 1 }]);
	expect(told).toHaveBeenCalledOnce();
	told.mockRestore();
});

test.each([
	["another bus", () => events.send(new PutRuleCommand({ Name: "rule", EventPattern: "{}" })), "ResourceNotFound"],
	["an unknown rule", () => target("$.detail", "none"), "ResourceNotFound"],
	["an unsupported pattern", () => rule({ detail: { n: [{ numeric: ["<", 1] }] } }), "InvalidEventPattern"],
	["a pattern without lists", () => rule({ source: "rireki" }), "InvalidEventPattern"],
	["a target that is not a queue", () => rule({}).then(() => put({ Arn: "arn:aws:lambda:x" })), "Validation"],
	["a transformation", () => rule({}).then(() => put({ Arn, Input: "{}" })), "Validation"],
	["deleting a rule that has targets", () => deleteWithTarget(), "Validation"],
])("refuses what the service refuses or the local bus does not support: %s", async (_, work, fault) => {
	await expect(work()).rejects.toThrow(expect.objectContaining({ name: `${fault}Exception` }));
});

const put = (more: object) =>
	events.send(new PutTargetsCommand({ EventBusName, Rule: "rule", Targets: [{ Id: "x", Arn, ...more }] }));

async function deleteWithTarget() {
	await rule({});
	await target();
	return events.send(new DeleteRuleCommand({ EventBusName, Name: "rule" }));
}
