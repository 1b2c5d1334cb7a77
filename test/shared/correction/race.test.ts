import { setTimeout as pause } from "node:timers/promises";
import { beforeAll, expect, test } from "vitest";
import { fields } from "../../../shared/call-history/schema.ts";
import { tableKey } from "../../../shared/platform/keys.ts";
import { basicTenant, type CloudEvent, callCompleted } from "../../support/events.ts";
import { long } from "../../support/limits.ts";
import { createRandom } from "../../support/records.ts";
import { scanTable } from "../../support/table.ts";
import { times } from "../../support/thorough.ts";
import { createWorld, type World } from "../../support/world.ts";

const lanes = [1, 2, 3, 4];
const customersPerLane = 5;
const rounds = times(12, 50);
let world: World;
let tick = 0;
/** The longest pause before each write of the intake, in milliseconds. */
let intakeSlack = 6;

/** When the writes of a record began or were done, by call id. */
const correctionBegun = new Map<string, number>();
const latestSince = new Map<string, number>();
const visibleSince = new Map<string, number>();

beforeAll(async () => {
	world = await createWorld();
	// A clock that advances at each reading, so that later events have later times.
	const start = world.clock.now;
	const now = () => start + ++tick;
	const random = createRandom(11);
	const aWhile = (most: number) => pause(random() * most);
	const { callHistories } = world.deps;
	Object.assign(world.deps, {
		now,
		// The store, with a random pause before each write, so that the other side's writes fall in between.
		callHistories: {
			...callHistories,
			correct: async (before, after, correction) => {
				await aWhile(6);
				correctionBegun.set(before.callId, now());
				return callHistories.correct(before, after, correction);
			},
			advanceLatest: async (record) => {
				await aWhile(intakeSlack);
				await callHistories.advanceLatest(record);
				latestSince.set(record.callId, now());
			},
			create: async (record) => {
				await aWhile(intakeSlack);
				const outcome = await callHistories.create(record);
				visibleSince.set(record.callId, now());
				return outcome;
			},
		} satisfies typeof callHistories,
	});
	await world.takeIn(...basicTenant());
});

const callIdOf = (customer: string, number: number) => `${customer}-call-${number}`;
/** Later calls of a customer have greater numbers. */
const call = (customerId: string, number: number) => {
	const calledAt = new Date(Date.parse("2026-11-20T00:00:00Z") + number * 1000).toISOString();
	return callCompleted({ callId: callIdOf(customerId, number), customerId, calledAt, memo: "前" });
};
const patch = (callId: string, ifMatch: string, memo: string) =>
	world.call("correct-call-history", { path: { callId }, headers: { "if-match": ifMatch }, body: { memo } });
const get = (callId: string) => world.call("get-call-history", { path: { callId } });
const after = async <T>(milliseconds: number, work: () => Promise<T>): Promise<T> => {
	if (milliseconds > 0) await pause(milliseconds);
	return work();
};

/** Delivers events again until none is left, as the queue does. */
async function takeIn(...events: CloudEvent[]): Promise<void> {
	let again = await world.takeIn(...events);
	while (again.length > 0) again = await world.takeIn(...again);
}

/** Customers who have been called once. */
async function calledOnce(name: string, count: number): Promise<string[]> {
	const customers = Array.from({ length: count }, (_, index) => `${name}-${index}`);
	await takeIn(...customers.map((customer) => call(customer, 0)));
	return customers;
}

test("corrects a record before a newer one arrives, or not at all", long, async () => {
	const corrected = new Map<string, boolean>();
	const race = async (customer: string, number: number, lead: number, newer: Promise<void>) => {
		const callId = callIdOf(customer, number);
		const [answer] = await Promise.all([after(lead, () => patch(callId, '"0"', "後")), newer]);
		corrected.set(callId, answer.status === 200);
		if (answer.status !== 200) expect([answer.status, answer.body.code]).toEqual([409, "not-latest"]);
		if (number % 5 > 0) return;
		const late = await patch(callId, "*", "遅");
		expect([late.status, late.body.code]).toEqual([409, "not-latest"]);
	};
	await Promise.all(
		lanes.map(async (lane) => {
			const random = createRandom(lane);
			const customers = await calledOnce(`lane${lane}`, customersPerLane);
			for (let number = 0; number < rounds; number++) {
				// Either side starts first, by up to the duration of a correction.
				const wait = random() * 15;
				const newer = after(wait, () => takeIn(...customers.map((customer) => call(customer, number + 1))));
				await Promise.all(customers.map((customer) => race(customer, number, random() * 15 - 5, newer)));
			}
		}),
	);
	const left = Map.groupBy(await scanTable(world), (item) => item[tableKey.pk]?.S ?? "");
	for (const [callId, done] of corrected) {
		const [record, ...corrections] = left.get(`acme#${callId}`) ?? [];
		const { [fields.version]: version, [fields.memo]: memo, [fields.updatedAt]: updatedAt } = record ?? {};
		expect([version?.N, memo?.S, corrections.length]).toEqual(done ? ["1", "後", 1] : ["0", "前", 0]);
		expect(updatedAt?.N).toBe(corrections[0]?.[fields.updatedAt]?.N);
		if (!done) continue;
		const newerId = callId.replace(/\d+$/, (number) => String(Number(number) + 1));
		expect(correctionBegun.get(callId)).toBeLessThan(latestSince.get(newerId) ?? 0);
		expect(correctionBegun.get(callId)).toBeLessThan(visibleSince.get(newerId) ?? 0);
	}
	const wins = [...corrected.values()].filter(Boolean).length;
	expect(corrected.size).toBe(lanes.length * customersPerLane * rounds);
	expect(wins).toBeGreaterThan(0);
	expect(wins).toBeLessThan(corrected.size);
});

test("never corrects a record once a newer one is visible", async () => {
	intakeSlack = 50;
	await Promise.all(
		lanes.map(async (lane) => {
			for (const customer of await calledOnce(`seen${lane}`, 25)) {
				const stored = takeIn(call(customer, 1));
				let answer = await patch(callIdOf(customer, 0), "*", "間");
				while ((await get(callIdOf(customer, 1))).status !== 200)
					answer = await patch(callIdOf(customer, 0), "*", "間");
				expect([200, 409]).toContain(answer.status);
				const late = await Promise.all([
					patch(callIdOf(customer, 0), "*", "遅"),
					patch(callIdOf(customer, 0), "*", "遅"),
				]);
				expect(late.map(({ status, body }) => [status, body.code])).toEqual(Array(2).fill([409, "not-latest"]));
				await stored;
				expect((await get(callIdOf(customer, 0))).body.memo).toMatch(/^[前間]$/);
			}
		}),
	);
});
