import { setTimeout as pause } from "node:timers/promises";
import { beforeAll, expect, test } from "vitest";
import { fields } from "../../../shared/call-history/schema.ts";
import { basicTenant, type CloudEvent, callCompleted } from "../../support/events.ts";
import { createRandom } from "../../support/records.ts";
import { partitionOf } from "../../support/table.ts";
import { createWorld, type World } from "../../support/world.ts";

const lanes = [1, 2, 3, 4];
const roundsPerLane = 500;
let world: World;
let tick = 0;

beforeAll(async () => {
	world = await createWorld();
	// A clock that never stands still: whatever happens later has a later time.
	const start = world.clock.now;
	world.deps.now = () => start + ++tick;
	await world.takeIn(...basicTenant());
});

const call = (customerId: string, time: string) =>
	callCompleted({
		callId: `${customerId}-${time}`,
		customerId,
		calledAt: `2026-11-20T${time}:00:00+09:00`,
		memo: "前",
	});
const patch = (callId: string, ifMatch: string, memo: string) =>
	world.call("correct-call-history", { path: { callId }, headers: { "if-match": ifMatch }, body: { memo } });
const get = (callId: string) => world.call("get-call-history", { path: { callId } });
const after = async <T>(milliseconds: number, work: () => Promise<T>): Promise<T> => {
	if (milliseconds > 0) await pause(milliseconds);
	return work();
};

/** As the queue does: again, until nothing is left over. */
async function takeIn(event: CloudEvent): Promise<number> {
	let again = await world.takeIn(event);
	while (again.length > 0) again = await world.takeIn(...again);
	return world.deps.now();
}

async function olderCalls(name: string, count: number): Promise<string[]> {
	const customers = Array.from({ length: count }, (_, round) => `${name}-${round}`);
	expect(await world.takeIn(...customers.map((customer) => call(customer, "10")))).toEqual([]);
	return customers;
}

test("corrects a record before a newer one comes in, or not at all", async () => {
	const outcomes = await Promise.all(
		lanes.map(async (lane) => {
			const random = createRandom(lane);
			const customers = await olderCalls(`lane${lane}`, roundsPerLane);
			let corrected = 0;
			for (const customer of customers) {
				const lead = random() * 10 - 5;
				const [answer, storedAt] = await Promise.all([
					after(lead, () => patch(`${customer}-10`, '"0"', "後")),
					after(-lead, () => takeIn(call(customer, "11"))),
				]);
				const [record, ...corrections] = await partitionOf(world, `acme#${customer}-10`);
				const left = [record?.[fields.version]?.N, record?.[fields.memo]?.S, corrections.length];
				if (answer.status === 200) {
					corrected++;
					expect(left).toEqual(["1", "後", 1]);
					expect(Number(corrections[0]?.[fields.updatedAt]?.N)).toBeLessThan(storedAt);
				} else {
					expect([answer.status, answer.body.code]).toEqual([409, "not-latest"]);
					expect(left).toEqual(["0", "前", 0]);
					expect(record?.[fields.updatedAt]).toBeUndefined();
				}
				expect((await patch(`${customer}-10`, "*", "遅")).body.code).toBe("not-latest");
			}
			return corrected;
		}),
	);
	const corrected = outcomes.reduce((sum, some) => sum + some);
	expect(corrected).toBeGreaterThan(0);
	expect(corrected).toBeLessThan(lanes.length * roundsPerLane);
});

test("never corrects a record once a newer one is to be seen", async () => {
	await Promise.all(
		lanes.map(async (lane) => {
			for (const customer of await olderCalls(`seen${lane}`, 40)) {
				const stored = takeIn(call(customer, "11"));
				let answer = await patch(`${customer}-10`, "*", "間");
				while ((await get(`${customer}-11`)).status !== 200) answer = await patch(`${customer}-10`, "*", "間");
				expect([200, 409]).toContain(answer.status);
				const late = await Promise.all([patch(`${customer}-10`, "*", "遅"), patch(`${customer}-10`, "*", "遅")]);
				expect(late.map(({ status, body }) => [status, body.code])).toEqual(Array(2).fill([409, "not-latest"]));
				await stored;
				expect((await get(`${customer}-10`)).body.memo).not.toBe("遅");
			}
		}),
	);
});

test("lets one of two corrections of the same version win", async () => {
	await Promise.all(
		lanes.map(async (lane) => {
			const random = createRandom(lane);
			for (const customer of await olderCalls(`two${lane}`, 40)) {
				const callId = `${customer}-10`;
				const answers = await Promise.all([
					patch(callId, '"0"', "一"),
					after(random() * 4, () => patch(callId, '"0"', "二")),
				]);
				expect(answers.map(({ status }) => status).sort()).toEqual([200, 412]);
				const winner = answers[0]?.status === 200 ? "一" : "二";
				const [record, ...corrections] = await partitionOf(world, `acme#${callId}`);
				expect([record?.[fields.memo]?.S, record?.[fields.version]?.N, corrections.length]).toEqual([winner, "1", 1]);
			}
		}),
	);
});

test("keeps the corrections of many at once in one unbroken chain", async () => {
	await world.takeIn(call("chain", "10"));
	const writers = ["a", "b", "c", "d", "e"].map(async (writer) => {
		for (let written = 0; written < 4; ) {
			const { headers } = await get("chain-10");
			const { status } = await patch("chain-10", headers.etag ?? "", `${writer}${written}`);
			expect([200, 412]).toContain(status);
			if (status === 200) written++;
		}
	});
	await Promise.all(writers);
	const corrections = await world.deps.callHistories.listCorrections("acme", "chain-10");
	expect(corrections).toHaveLength(20);
	let memo: unknown = "前";
	let correctedAt = 0;
	for (const correction of corrections) {
		expect(correction.changes[0]?.before).toBe(memo);
		expect(correction.correctedAt).toBeGreaterThan(correctedAt);
		memo = correction.changes[0]?.after;
		correctedAt = correction.correctedAt;
	}
	expect((await get("chain-10")).body).toMatchObject({ memo, version: 20 });
});
