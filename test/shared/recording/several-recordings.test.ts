import { beforeEach, describe, expect, test } from "vitest";
import { metered } from "../../../shared/platform/meter.ts";
import { maxRecordings } from "../../../shared/recording/model.ts";
import { countOnEmbeddedDynamodb } from "../../support/dynamodb-endpoint.ts";
import { basicTenant, type CloudEvent, callCompleted, recordingStored } from "../../support/events.ts";
import { deliver } from "../../support/queue.ts";
import { createWorld, type World } from "../../support/world.ts";

countOnEmbeddedDynamodb();

let world: World;
beforeEach(async () => {
	world = await createWorld();
	await world.takeIn(...basicTenant(), callCompleted({ callId: "c-1" }));
});

/** A recording stored at an hour, which is also its length in seconds. */
const stored = (hour: number, more: object = {}) =>
	recordingStored("c-1", {
		objectKey: `acme/${hour}.wav`,
		durationSeconds: hour,
		time: `2026-11-20T${String(hour).padStart(2, "0")}:00:00+09:00`,
		...more,
	});
const detail = async () => (await world.call("get-call-history", { path: { callId: "c-1" } })).body;
const lengths = async (): Promise<number[]> =>
	(await detail()).recordings.map(({ durationSeconds }: { durationSeconds: number }) => durationSeconds);

test.each([
	["in order", [10, 11, 12]],
	["in reverse order", [12, 11, 10]],
	["repeatedly and out of order", [11, 12, 11, 10, 12]],
])("all of a call's recordings are kept, in the order in which they were stored, if announced %s", async (_, hours) => {
	for (const hour of hours) await world.takeIn(stored(hour));
	const { recordings, recording } = await detail();
	expect(recordings).toEqual(
		[10, 11, 12].map((hour) => ({
			recordingId: expect.stringMatching(/^[0-9a-f]{16}$/),
			durationSeconds: hour,
			contentType: "audio/wav",
			storedAt: `2026-11-20T${hour}:00:00+09:00`,
		})),
	);
	expect(new Set(recordings.map(({ recordingId }: { recordingId: string }) => recordingId)).size).toBe(3);
	expect(recording).toEqual({ durationSeconds: 12 });
});

test("a call without recordings has an empty list", async () => {
	expect(await detail()).toMatchObject({ recording: null, recordings: [] });
});

test("recordings that arrive at the same time are all kept", async () => {
	const hours = [1, 2, 3, 4, 5, 6, 7, 8];
	const again = await Promise.all(hours.map((hour) => deliver(world, [stored(hour)])));
	for (const [place, waiting] of again.entries()) if (waiting.length > 0) await world.takeIn(stored(place + 1));
	expect(await lengths()).toEqual(hours);
});

test("recordings that arrive before their call wait for it", async () => {
	const early = [12, 11].map((hour) => ({ ...stored(hour), data: { ...stored(hour).data, callId: "c-2" } }));
	expect(await deliver(world, early)).toEqual([0, 1]);
	await world.takeIn(callCompleted({ callId: "c-2" }));
	expect(await deliver(world, early)).toEqual([]);
	const { recordings } = (await world.call("get-call-history", { path: { callId: "c-2" } })).body;
	expect(recordings).toMatchObject([{ durationSeconds: 11 }, { durationSeconds: 12 }]);
});

test("the latest event about an object counts, and does not add a second recording", async () => {
	const object = { objectKey: "acme/same.wav" };
	const events = [
		stored(10, { ...object, durationSeconds: 1 }),
		stored(11),
		stored(12, { ...object, durationSeconds: 2 }),
	];
	await world.takeIn(...events.toReversed());
	expect(await lengths()).toEqual([11, 2]);
});

test("a correction leaves recordings unchanged and returns them", async () => {
	await world.takeIn(stored(10), stored(11));
	const headers = { "if-match": '"0"' };
	const { body } = await world.call("correct-call-history", {
		path: { callId: "c-1" },
		headers,
		body: { memo: "訂正" },
	});
	expect(body.recordings).toEqual((await detail()).recordings);
	expect(await lengths()).toEqual([10, 11]);
});

test("the list shows the newest recording", async () => {
	await world.takeIn(stored(11), stored(10));
	const period = { from: "2026-11-20T00:00", to: "2026-11-20T24:00" };
	const { rows } = (await world.call("search-call-histories", { body: { period } })).body;
	expect(rows.map(({ recording }: { recording: object }) => recording)).toEqual([{ durationSeconds: 11 }]);
});

describe("a call with fifty recordings", () => {
	const many = (from: number, to: number): CloudEvent[] =>
		Array.from({ length: to - from }, (_, place) => stored(10, { objectKey: `acme/${from + place}.wav` }));

	test("rejects another one with a reason, but not a known one", async () => {
		for (const event of many(0, maxRecordings)) await world.takeIn(event);
		expect(await deliver(world, [stored(9, { objectKey: "acme/x.wav" }), ...many(0, 1)])).toEqual([]);
		expect(world.rejected).toMatchObject([
			{ reason: "too-many-recordings", detail: "call c-1 has 50 recordings, and may have no more" },
		]);
		expect(await lengths()).toHaveLength(50);
	});
});

test.each([
	["acme"],
	["x.wav"],
	["globex/x.wav"],
	["acmex/x.wav"],
	["/acme/x.wav"],
	["acme/"],
	["acme/../globex/x.wav"],
	["acme/a/./x.wav"],
	["acme/.."],
])("an object outside its tenant's folder is rejected: %s", async (objectKey) => {
	expect(await deliver(world, [stored(10, { objectKey })])).toEqual([]);
	expect(world.rejected).toMatchObject([{ reason: "foreign-object-key" }]);
	expect((await detail()).recordings).toEqual([]);
});

test("a key may have as many bytes as the bucket accepts, even in multi-byte characters", async () => {
	const key = (bytes: number) =>
		`acme/${"録".repeat((bytes - 5 - ((bytes - 5) % 3)) / 3)}${"x".repeat((bytes - 5) % 3)}`;
	await world.takeIn(stored(10, { objectKey: key(1024) }));
	expect(await lengths()).toEqual([10]);
	expect(await deliver(world, [stored(11, { objectKey: key(1025) })])).toEqual([]);
	expect(world.rejected).toMatchObject([{ detail: "/data/objectKey: too-long (max 1024)" }]);
});

test("a recording costs a write unit for its name besides its record's, and none if it is known", async () => {
	await world.deps.packNotes.written("acme", world.clock.now);
	const cost = (event: CloudEvent) =>
		metered(async (meter) => {
			await deliver(world, [event]);
			return { read: meter.readUnits, written: meter.writeUnits };
		});
	// Besides the name: the record and its entries in the indexes by time, agent and number. One read checks whether the
	// tenant was removed.
	expect(await cost(stored(10))).toEqual({ read: 4, written: 5 });
	expect(await cost(stored(10))).toEqual({ read: 3, written: 0 });
	// Its row does not change, and neither do the indexes.
	expect(await cost(stored(9))).toEqual({ read: 4, written: 2 });
});
