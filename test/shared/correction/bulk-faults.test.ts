import { beforeAll, beforeEach, describe, expect, inject, test } from "vitest";
import { within } from "../../../shared/platform/time-limit.ts";
import { basicTenant, callCompleted } from "../../support/events.ts";
import { type FaultyProxy, type Proxied, startProxy } from "../../support/proxy.ts";
import { partitionOf, scanTable } from "../../support/table.ts";
import { type ApiResponse, createWorld, createWorldOn, type World } from "../../support/world.ts";

let healthy: World;
let world: World;
let proxy: FaultyProxy;
let count = 0;

beforeAll(async () => {
	healthy = await createWorld();
	await healthy.takeIn(...basicTenant());
});
beforeEach(async () => {
	proxy = await startProxy(inject("dynamodbEndpoint"));
	world = createWorldOn({ endpoint: proxy.url, tableName: healthy.tableName });
	healthy.clock.now += 60_000;
	world.clock.now = healthy.clock.now;
});

async function records(number: number): Promise<string[]> {
	const callIds = Array.from({ length: number }, () => `f-${++count}-`);
	await healthy.takeIn(...callIds.map((callId) => callCompleted({ callId })));
	return callIds;
}
const bodyOf = (callIds: readonly string[]) => ({
	items: callIds.map((callId) => ({ callId, version: 0, memo: "後" })),
	reason: "まとめて",
});
const correct = (on: World, callIds: readonly string[], key = `key-${count}`) =>
	on.call("correct-call-histories", { headers: { "idempotency-key": key }, body: bodyOf(callIds) });
const told = ({ body }: ApiResponse): (number | string)[] =>
	body.items.map(({ version, problem }: { version?: number; problem?: { status: number; code: string } }) =>
		problem ? `${problem.status} ${problem.code}` : version,
	);
async function correctionsOf(callIds: readonly string[]): Promise<number[]> {
	const partitions = await Promise.all(callIds.map((callId) => partitionOf(healthy, `acme#${callId}`)));
	return partitions.map((items) => items.filter(({ s }) => s?.S?.startsWith("x#")).length);
}
const corrects = ({ operation, body }: Proxied, callId = "") =>
	operation === "TransactWriteItems" && body.includes(callId);
/** Long enough for a busy machine. */
const patience = { timeout: 10_000 };
const busy = "503 temporarily-unavailable";

describe("when some records cannot be corrected in time", () => {
	test("the answer reports them in time, and repeating the request corrects them and nothing twice", async () => {
		const callIds = await records(14);
		const [silent = "", lost = "", stale = "", corrected = ""] = callIds;
		await healthy.call("correct-call-history", {
			path: { callId: stale },
			headers: { "if-match": '"0"' },
			body: { memo: "先" },
		});
		proxy.fault = (request) => (corrects(request, silent) ? "silent" : corrects(request, lost) ? "lost" : undefined);
		// The caller has less time than the API allows itself, and would otherwise get only a 503.
		const first = await within(5000, () => correct(world, callIds));
		expect(first.status).toBe(200);
		const done: (number | string)[] = callIds.map((callId) => (callId === stale ? "412 stale" : 1));
		expect(told(first)).toEqual(done.with(0, busy).with(1, busy));
		expect(await correctionsOf(callIds)).toEqual(callIds.map((callId) => (callId === silent ? 0 : 1)));

		// A later correction by somebody else does not change the outcomes of this request.
		await healthy.call("correct-call-history", {
			path: { callId: corrected },
			headers: { "if-match": '"1"' },
			body: { memo: "さらに後" },
		});
		proxy.fault = () => undefined;
		for (const _ of ["the rest is done", "and is reported again"]) {
			const again = await correct(world, callIds);
			expect([again.status, told(again)]).toEqual([200, done]);
			expect(await correctionsOf(callIds)).toEqual(callIds.map((callId) => (callId === corrected ? 2 : 1)));
		}
	});

	test("at most ten corrections are in progress, and the others are not started", async () => {
		const callIds = await records(25);
		proxy.fault = (request) => (corrects(request) && !corrects(request, callIds[0]) ? "silent" : undefined);
		const answer = await within(2500, () => correct(world, callIds));
		expect(told(answer)).toEqual([1, ...Array(24).fill(busy)]);
		const begun = new Set(proxy.seen.filter((request) => corrects(request)).map(({ body }) => body));
		expect(begun.size).toBe(11);
	});
});

test("if no record can be corrected, the answer is a 503 with Retry-After, and no outcome is kept", async () => {
	const callIds = await records(3);
	proxy.fault = (request) => (corrects(request) ? "silent" : undefined);
	const answer = await within(900, () => correct(world, callIds));
	expect([answer.status, answer.body.code, answer.headers["retry-after"]]).toEqual([
		503,
		"temporarily-unavailable",
		"2",
	]);
	proxy.fault = () => undefined;
	expect(told(await correct(world, callIds))).toEqual([1, 1, 1]);
});

test("an internal error at one record is reported for that record, and the others are corrected", async () => {
	const callIds = await records(3);
	const { callHistories } = world.deps;
	world.deps.callHistories = {
		...callHistories,
		correct: (before, ...more) =>
			before.callId === callIds[1] ? Promise.reject(new TypeError("a fault")) : callHistories.correct(before, ...more),
	};
	expect(told(await correct(world, callIds))).toEqual([1, "500 internal-error", 1]);
	world.deps.callHistories = callHistories;
	expect(told(await correct(world, callIds))).toEqual([1, 1, 1]);
	expect(await correctionsOf(callIds)).toEqual([1, 1, 1]);
});

test.each([0, 1, 4, 5])(
	"if the function dies after %i of five corrections, repeating the request makes the rest",
	async (most) => {
		const callIds = await records(5);
		const { callHistories } = world.deps;
		let begun = 0;
		world.deps.callHistories = {
			...callHistories,
			// Later corrections never complete.
			correct: (...all) => (begun++ < most ? callHistories.correct(...all) : new Promise(() => {})),
		};
		// Even if the function reaches its end, it keeps no outcome.
		world.deps.idempotency = { ...world.deps.idempotency, keep: () => new Promise(() => {}) };
		void correct(world, callIds);
		await expect.poll(() => begun, patience).toBe(5);
		await expect.poll(async () => (await correctionsOf(callIds)).filter(Boolean).length, patience).toBe(most);
		expect(told(await correct(healthy, callIds))).toEqual([1, 1, 1, 1, 1]);
		expect(await correctionsOf(callIds)).toEqual([1, 1, 1, 1, 1]);
	},
);

test("ten identical requests at once correct each record once and report the same outcomes", async () => {
	const callIds = await records(12);
	const answers = await Promise.all(Array.from({ length: 10 }, () => correct(world, callIds)));
	for (const answer of answers.filter(({ status }) => status === 200)) {
		// A request that has lost every race for a record may be sent again.
		for (const outcome of told(answer)) expect([1, busy]).toContain(outcome);
	}
	expect(told(await correct(world, callIds))).toEqual(callIds.map(() => 1));
	expect(await correctionsOf(callIds)).toEqual(callIds.map(() => 1));
});

test("two different requests divide the records between them, and each reports its own", async () => {
	const callIds = await records(40);
	const two = await Promise.all([correct(world, callIds, "one"), correct(world, callIds.toReversed(), "two")]);
	const [one = [], other = []] = two.map(told);
	const outcomes = one.map((outcome, index) => [outcome, other[other.length - 1 - index]].sort());
	expect(outcomes).toEqual(callIds.map(() => [1, "412 stale"]));
	expect(await correctionsOf(callIds)).toEqual(callIds.map(() => 1));
});

test("a hundred outcomes are kept with their key in one write unit, and answered from there", async () => {
	const callIds = await records(100);
	const before = new Set((await scanTable(world)).filter(({ outcome }) => outcome).map(({ s }) => s?.S));
	const first = await correct(world, callIds);
	const kept = (await scanTable(world)).filter(({ s, outcome }) => outcome && !before.has(s?.S));
	expect(kept).toHaveLength(1);
	expect(JSON.stringify(kept).length).toBeLessThan(700);
	proxy.seen.length = 0;
	expect((await correct(world, callIds)).body).toEqual(first.body);
	expect(proxy.seen.map(({ operation }) => operation)).toEqual(["BatchGetItem", "BatchGetItem"]);
});

test("a newer call or correction that arrives after the records were read refuses its record only", async () => {
	const callIds = await records(3);
	const [overtaken, changed] = callIds;
	const { callHistories } = world.deps;
	world.deps.callHistories = {
		...callHistories,
		async correct(before, ...more) {
			const { callId, customerId } = before;
			const newer = { callId: `${callId}newer`, customerId, calledAt: "2026-11-20T11:00:00+09:00" };
			if (callId === overtaken) await healthy.takeIn(callCompleted(newer));
			if (callId === changed) await correct(healthy, [callId], "somebody else");
			return callHistories.correct(before, ...more);
		},
	};
	expect(told(await correct(world, callIds))).toEqual(["409 not-latest", "412 stale", 1]);
	expect(await correctionsOf(callIds)).toEqual([0, 1, 1]);
});
