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

/** What was published, which is what the schemas say. */
function heard() {
	for (const event of world.published) expect(schemaOf(event.type)?.parse(event)).toEqual(event);
	return world.published.splice(0);
}

const silentBus: EventBus = { publish: () => Promise.reject(new Error("no route")) };

describe("a sender hears of an event that was rejected", () => {
	test("by its id, its tenant, the reason, where it is, and what to do in both languages", async () => {
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
		["no JSON", '{"id": "e-1", "data": {"name": "髙橋", }}', {}, "not-json"],
		["no event", '{"id": 7, "tenantid": "a/b", "time": "髙橋"}', { eventId: "7" }, "invalid-event"],
		["another type", JSON.stringify({ ...call(), type: "x.v1" }), { eventType: "x.v1" }, "invalid-event"],
	])("though it is %s, and of nothing that is in it", async (_, body, known, reason) => {
		await deliver(world, [body]);
		const [event, ...others] = heard();
		expect(others).toEqual([]);
		expect(event?.data).toMatchObject({ reason, ...known });
		expect(JSON.stringify(event)).not.toContain("髙橋");
	});

	test("of a recording, without the name of its object", async () => {
		await deliver(world, [recordingStored("x", { objectKey: "globex/09012345678.wav" })]);
		const [event] = heard();
		expect(event?.data).toMatchObject({ reason: "foreign-object-key" });
		expect(JSON.stringify(event)).not.toContain("0901234");
	});

	test("of the call that has lost its id to one that was made before it", async () => {
		const at = (time: string) => ({ time: `2026-11-20T${time}:00+09:00` });
		await deliver(world, [callCompleted({ callId: "taken", memo: "後" }, at("11:00"))]);
		await deliver(world, [callCompleted({ callId: "taken", memo: "先" }, at("10:00"))]);
		expect(heard().map(({ data }) => data)).toMatchObject([{ eventId: "displaced-taken", reason: "call-id-taken" }]);
	});

	test("once what it waited for has not come for a day, and not each time that it waits", async () => {
		const early = call({ batchId: "b99" });
		await deliver(world, [early], { waits: 199 });
		expect(heard()).toEqual([]);
		await deliver(world, [early], { waits: 200 });
		expect(heard()).toMatchObject([{ data: { eventId: early.id, reason: "batch-unknown" } }]);
	});

	test("by the same event, however often the message comes, and by another one where it was changed", async () => {
		const event = call({ calledAt: "yesterday" }, "e-5");
		for (const one of [event, event, { ...event, data: { ...event.data, phone: "1" } }]) await deliver(world, [one]);
		const [first, second, third] = heard().map(({ id }) => id);
		expect(second).toBe(first);
		expect(third).not.toBe(first);
	});
});

describe("a sender hears of an event that was taken in", () => {
	const notesOf = async (event: CloudEvent) => {
		expect(await deliver(world, [event])).toEqual([]);
		return heard().map(({ type, data }) => [type, "notes" in data && data.notes]);
	};

	test("without what could not be used", async () => {
		const note = { pointer: "/data/talkedWith", code: "invalid_value", became: "left-out" };
		expect(await notesOf(call({ talkedWith: "dog" }))).toEqual([["rireki.event.noted.v1", [note]]]);
	});

	test.each([
		["agentId", "ag99", "unknown-agent"],
		["resultId", "c02-contract", "unknown-result"],
		["customerListId", "l99", "unknown-customer-list"],
		["callingGroupId", "g99", "unknown-calling-group"],
	])("with a %s that nobody has told of, which is kept as it was said", async (name, id, code) => {
		const event = call({ [name]: id });
		const note = { pointer: `/data/${name}`, code, became: "kept" };
		expect(await notesOf(event)).toEqual([["rireki.event.noted.v1", [note]]]);
		const { callId } = event.data as { callId: string };
		expect((await world.call("get-call-history", { path: { callId } })).body).toMatchObject({ [name]: id });
	});

	test("of a campaign and with a result that come later; and no more when they have come", async () => {
		const later = (callId: string) =>
			callCompleted({ callId, batchId: "b07", campaignId: "c07", resultId: "c07-absent" });

		await world.takeIn(batchSaved({ batchId: "b07", campaignId: "c07" }));
		const notes = ["campaign", "result"].map((kind) => ({ code: `unknown-${kind}`, became: "kept" }));
		expect(await notesOf(later("later-1"))).toMatchObject([["rireki.event.noted.v1", notes]]);
		await world.takeIn(campaignSaved({ campaignId: "c07" }));
		expect(await notesOf(later("later-2"))).toEqual([]);
	});

	test("with a list that was deleted, from some minutes after on", async () => {
		await deliver(world, [call({ customerListId: "l01" })]);
		await world.takeIn(customerListDeleted("l01", { time: "2026-11-20T14:00:00+09:00" }));
		world.clock.now += 400_000;
		expect(await notesOf(call({ customerListId: "l01" }))).toMatchObject([
			["rireki.event.noted.v1", [{ code: "unknown-customer-list" }]],
		]);
	});

	test("and of nothing where all of it is known, a system result among it, or is not told", async () => {
		expect(await notesOf(call({ customerListId: undefined, resultId: "no_agent", agentId: undefined }))).toEqual([]);
		expect(await notesOf(call({ customerListId: undefined }))).toEqual([]);
	});

	test("by the first notes of a long list, and their number", async () => {
		const campaignIds = Array.from({ length: 1000 }, () => "a/b".repeat(300));
		await deliver(world, [accountSaved({ accountId: "sv09", role: "supervisor", campaignIds })]);
		const [event] = heard();
		expect(event?.data).toMatchObject({ count: 1000 });
		expect(JSON.stringify(event).length).toBeLessThan(24_000);
	});
});

describe("while nothing can be published", () => {
	test("what has to be told of stays in the queue, is put aside nowhere, and all else is taken in", async () => {
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

	test("a call that would lose its id keeps it, until its sender can hear of it", async () => {
		const at = (time: string) => ({ time: `2026-11-20T${time}:00+09:00` });
		await deliver(world, [callCompleted({ callId: "kept", memo: "後" }, at("11:00"))]);
		const earlier = callCompleted({ callId: "kept", memo: "先" }, at("10:00"));
		expect(await deliver(world, [earlier], { deps: { eventBus: silentBus } })).toEqual([0]);
		expect((await world.call("get-call-history", { path: { callId: "kept" } })).body).toMatchObject({ memo: "後" });
	});
});

test("what was rejected is counted by its reason, and what was noted by its code", async () => {
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

test("a batch of messages is told of by one call of the bus, of no more than it takes", async () => {
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
