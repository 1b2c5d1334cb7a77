import { describe, expect, test, vi } from "vitest";
import { outgoingEventSchemas } from "../../../shared/outgoing-event/model.ts";
import type { EventBus } from "../../../shared/platform/event-bus.ts";
import { remedies } from "../../../shared/rejection/model.ts";
import {
	accountSaved,
	batchSaved,
	type CloudEvent,
	callCompleted,
	campaignSaved,
	customerListDeleted,
	recordingStored,
} from "../../support/events.ts";
import { useIntakeWorld } from "../../support/intake-world.ts";
import { deliver } from "../../support/queue.ts";

const world = useIntakeWorld();
let count = 0;
vi.spyOn(console, "warn").mockImplementation(() => {});
vi.spyOn(console, "error").mockImplementation(() => {});

const call = (data: object = {}, id?: string) =>
	callCompleted({ callId: `t-${++count}`, ...data }, { time: "2026-11-20T10:05:00+09:00", ...(id ? { id } : {}) });
const schemaOf = (type: string) => outgoingEventSchemas.find(({ shape }) => shape.type.value === type);

/** Takes what was published, and checks it against the schemas. */
function heard() {
	for (const event of world.published) expect(schemaOf(event.type)?.parse(event)).toEqual(event);
	return world.published.splice(0);
}

const silentBus: EventBus = { publish: () => Promise.reject(new Error("no route")) };

describe("a sender is notified of a rejected event", () => {
	test("with its id, its tenant, the reason, the place of the fault, and a remedy in both languages", async () => {
		await deliver(world, [call(), call({ calledAt: "yesterday" }, "e-4711"), call()]);
		expect(heard()).toEqual([
			{
				specversion: "1.0",
				source: "urn:rireki",
				type: "rireki.event.rejected.v1",
				subject: "e-4711",
				id: expect.stringMatching(/^acme\/e-4711\/[\w-]{22}$/),
				time: "2026-11-20T15:00:00+09:00",
				tenantid: "acme",
				datacontenttype: "application/json",
				data: {
					eventId: "e-4711",
					eventType: "rireki.call.completed.v1",
					eventSource: "urn:test",
					reason: "invalid-event",
					detail: "/data/calledAt: no-time",
					remedy: remedies["invalid-event"],
				},
			},
		]);
	});

	test.each([
		["not JSON", '{"id": "e-1", "data": {"name": "髙橋", }}', {}, "not-json"],
		["not an event", '{"id": 7, "tenantid": "a/b", "time": "髙橋"}', { eventId: "7" }, "invalid-event"],
		["of another type", JSON.stringify({ ...call(), type: "x.v1" }), { eventType: "x.v1" }, "invalid-event"],
	])("even if it is %s, without its content", async (_, body, known, reason) => {
		await deliver(world, [body]);
		const [event, ...others] = heard();
		expect(others).toEqual([]);
		expect(event?.data).toMatchObject({ reason, ...known });
		expect(JSON.stringify(event)).not.toContain("髙橋");
	});

	test("without the key of its object, if it is a recording", async () => {
		await deliver(world, [recordingStored("x", { objectKey: "globex/09012345678.wav" })]);
		const [event] = heard();
		expect(event?.data).toMatchObject({ reason: "foreign-object-key" });
		expect(JSON.stringify(event)).not.toContain("0901234");
	});

	test("if it is a call that lost its id to an earlier event", async () => {
		const at = (time: string) => ({ time: `2026-11-20T${time}:00+09:00` });
		await deliver(world, [callCompleted({ callId: "taken", memo: "後" }, at("11:00"))]);
		await deliver(world, [callCompleted({ callId: "taken", memo: "先" }, at("10:00"))]);
		expect(heard().map(({ data }) => data)).toMatchObject([{ eventId: "displaced-taken", reason: "call-id-taken" }]);
	});

	test("once it has waited for a day, and not each time that it waits", async () => {
		const early = call({ batchId: "b99" });
		await deliver(world, [early], { waits: 199 });
		expect(heard()).toEqual([]);
		await deliver(world, [early], { waits: 200 });
		expect(heard()).toMatchObject([{ data: { eventId: early.id, reason: "batch-unknown" } }]);
	});

	test("with one notification id however often the message comes, and another if the message was changed", async () => {
		const event = call({ calledAt: "yesterday" }, "e-5");
		for (const one of [event, event, { ...event, data: { ...event.data, phone: "1" } }]) await deliver(world, [one]);
		const [first, second, third] = heard().map(({ id }) => id);
		expect(second).toBe(first);
		expect(third).not.toBe(first);
	});
});

describe("a sender is notified of an event that was taken in", () => {
	const notesOf = async (event: CloudEvent) => {
		expect(await deliver(world, [event])).toEqual([]);
		return heard().map(({ type, data }) => [type, "notes" in data && data.notes]);
	};

	test("without a value that could not be used", async () => {
		const note = { pointer: "/data/talkedWith", code: "invalid_value", became: "left-out" };
		expect(await notesOf(call({ talkedWith: "dog" }))).toEqual([["rireki.event.noted.v1", [note]]]);
	});

	test.each([
		["agentId", "ag99", "unknown-agent"],
		["resultId", "c02-contract", "unknown-result"],
		["customerListId", "l99", "unknown-customer-list"],
		["callingGroupId", "g99", "unknown-calling-group"],
	])("with an unknown %s, which is kept as it was sent", async (name, id, code) => {
		const event = call({ [name]: id });
		const note = { pointer: `/data/${name}`, code, became: "kept" };
		expect(await notesOf(event)).toEqual([["rireki.event.noted.v1", [note]]]);
		const { callId } = event.data as { callId: string };
		expect((await world.call("get-call-history", { path: { callId } })).body).toMatchObject({ [name]: id });
	});

	test("with an unknown campaign and result, until they are saved", async () => {
		const later = (callId: string) =>
			callCompleted({ callId, batchId: "b07", campaignId: "c07", resultId: "c07-absent" });

		await world.takeIn(batchSaved({ batchId: "b07", campaignId: "c07" }));
		const notes = ["campaign", "result"].map((kind) => ({ code: `unknown-${kind}`, became: "kept" }));
		expect(await notesOf(later("later-1"))).toMatchObject([["rireki.event.noted.v1", notes]]);
		await world.takeIn(campaignSaved({ campaignId: "c07" }));
		expect(await notesOf(later("later-2"))).toEqual([]);
	});

	test("with a deleted list, from some minutes after its deletion", async () => {
		await deliver(world, [call({ customerListId: "l01" })]);
		await world.takeIn(customerListDeleted("l01", { time: "2026-11-20T14:00:00+09:00" }));
		world.clock.now += 400_000;
		expect(await notesOf(call({ customerListId: "l01" }))).toMatchObject([
			["rireki.event.noted.v1", [{ code: "unknown-customer-list" }]],
		]);
	});

	test("but not if all its ids are known or missing, a system result included", async () => {
		expect(await notesOf(call({ customerListId: undefined, resultId: "no_agent", agentId: undefined }))).toEqual([]);
		expect(await notesOf(call({ customerListId: undefined }))).toEqual([]);
	});

	test("with the first notes of a long list, and their total number", async () => {
		const campaignIds = Array.from({ length: 1000 }, () => "a/b".repeat(300));
		await deliver(world, [accountSaved({ accountId: "sv09", role: "supervisor", campaignIds })]);
		const [event] = heard();
		expect(event?.data).toMatchObject({ count: 1000 });
		expect(JSON.stringify(event).length).toBeLessThan(24_000);
	});
});

describe("while nothing can be published", () => {
	test("rejected and noted events stay in the queue, none is dead-lettered, and calls are taken in", async () => {
		const [good, noted] = [call({ customerListId: undefined }), call({ talkedWith: "dog" })];
		const bodies = [good, "{", noted, call({ calledAt: "yesterday" })];
		expect(await deliver(world, bodies, { deps: { eventBus: silentBus } })).toEqual([1, 2, 3]);
		expect(world.rejected).toEqual([]);
		for (const { data } of [good, noted]) {
			const path = { callId: (data as { callId: string }).callId };
			expect((await world.call("get-call-history", { path })).status).toBe(200);
		}
		expect(await deliver(world, bodies.slice(1))).toEqual([]);
		expect(world.rejected).toHaveLength(2);
		expect(heard().map(({ type }) => type.split(".")[2])).toEqual(["rejected", "noted", "rejected"]);
	});

	test("a call that would lose its id keeps it until its sender can be notified", async () => {
		const at = (time: string) => ({ time: `2026-11-20T${time}:00+09:00` });
		await deliver(world, [callCompleted({ callId: "kept", memo: "後" }, at("11:00"))]);
		const earlier = callCompleted({ callId: "kept", memo: "先" }, at("10:00"));
		expect(await deliver(world, [earlier], { deps: { eventBus: silentBus } })).toEqual([0]);
		expect((await world.call("get-call-history", { path: { callId: "kept" } })).body).toMatchObject({ memo: "後" });
	});
});

test("rejections are counted by their reasons, and notes by their codes", async () => {
	const written = vi.spyOn(process.stdout, "write").mockReturnValue(true);
	vi.stubEnv("AWS_LAMBDA_FUNCTION_NAME", "rireki-test-intake");
	await deliver(world, [
		"{",
		"[",
		call({ batchId: "b02" }),
		call({ agentId: "ag98", talkedWith: "dog", customerListId: undefined }),
	]);
	vi.unstubAllEnvs();
	const lines = written.mock.calls.map(([line]) => JSON.parse(String(line)));
	written.mockRestore();
	const counts = (metric: string) => lines.flatMap((line) => (line[metric] ? [[line.Reason, line[metric]]] : []));
	expect(counts("EventsRejected").toSorted()).toEqual([
		["campaign-mismatch", 1],
		["not-json", 1],
		["not-json", 1],
	]);
	expect(counts("FieldsNoted").toSorted()).toEqual([
		["invalid_value", 1],
		["unknown-agent", 1],
	]);
});

test("the events of a batch of messages are published in one call to the bus, within its size limit", async () => {
	const calls: number[] = [];
	const eventBus: EventBus = {
		publish: async (events) => void calls.push(Buffer.byteLength(JSON.stringify(events)), events.length),
	};
	const long = { ...call(), source: "𠮷".repeat(2048), id: "𠮷".repeat(256), data: null };
	await deliver(
		world,
		Array.from({ length: 10 }, () => long as unknown as CloudEvent),
		{ deps: { eventBus } },
	);
	expect(calls).toEqual([expect.any(Number), 10]);
	expect(calls[0]).toBeLessThan(240_000);
});
