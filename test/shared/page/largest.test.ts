import { beforeAll, describe, expect, it } from "vitest";
import { conditionsOf } from "../../../shared/condition/model.ts";
import { weightOf } from "../../../shared/page/model.ts";
import { changesOf, passChanges } from "../../support/changes.ts";
import { basicTenant, callCompleted } from "../../support/events.ts";
import { scanTable } from "../../support/table.ts";
import { createWorld, type World } from "../../support/world.ts";

// Answers without pages are bounded by the size of their input. The world measures every answer as Lambda does.

const KiB = 1024;
const period = { from: "2026-11-20T00:00", to: "2026-11-20T24:00" };
const worst = '"\\\u0001😀';
const filled = (codePoints: number) => [...worst.repeat(codePoints)].slice(0, codePoints).join("");
const id = (name: string, index: number) => `${name}-${index}-`.padEnd(64, "~");
const largest = {
	period,
	...Object.fromEntries(
		conditionsOf("ids").map((name) => [name, Array.from({ length: 200 }, (_, index) => id(name, index))]),
	),
	...Object.fromEntries(conditionsOf("contains").map((name) => [name, filled(200)])),
	phone: "1".repeat(20),
	phoneEndsWith: "2".repeat(20),
	keyword: filled(200),
};

let world: World;
beforeAll(async () => {
	world = await createWorld();
	await world.takeIn(...basicTenant());
});

describe("with the largest conditions", () => {
	it("ten asynchronous searches fit in one answer, and each fits in a table item and a workflow input", async () => {
		for (let place = 0; place < 10; place++) {
			const body = { conditions: largest, note: filled(500) };
			expect((await world.call("create-async-search", { body })).status).toBe(202);
		}
		const { status, body } = await world.call("list-async-searches");
		expect([status, body.items.length]).toEqual([200, 10]);
		const items = (await scanTable(world)).filter((item) => item.p?.S === "acme##admin");
		expect(items).toHaveLength(20);
		for (const item of items) expect(Buffer.byteLength(JSON.stringify(item))).toBeLessThan(400 * KiB);
		for (const { input } of world.workflow.executions.values()) {
			expect(Buffer.byteLength(JSON.stringify(input))).toBeLessThan(10 * KiB);
		}
	});

	it("a search is answered, and so is the access trail of a day of such searches", async () => {
		for (let count = 0; count < 3; count++) {
			expect((await world.call("search-call-histories", { body: { ...largest, page: { size: 1000 } } })).status).toBe(
				200,
			);
		}
		expect((await world.call("list-access-trail", { query: { date: "2026-11-20" } })).status).toBe(200);
	});
});

it("the event of the largest correction is far below EventBridge's limit", async () => {
	await world.takeIn(callCompleted({ callId: "long", memo: "\u0001".repeat(5000) }));
	const request = { path: { callId: "long" }, headers: { "if-match": "*" } };
	const body = { memo: "\u0002".repeat(5000), reason: "\u0003".repeat(500) };
	const correct = () => world.call("correct-call-history", { ...request, body });
	await passChanges(world, await changesOf(world, correct));
	const [event] = world.published.slice(-1);
	expect(event?.type).toBe("rireki.call-history.corrected.v1");
	expect(Buffer.byteLength(JSON.stringify(event))).toBeLessThan(100 * KiB);
});

it.each([
	["tens of thousands of unknown fields", () => fieldsOf(80_000)],
	[
		"an unknown field with a name of nearly a megabyte",
		() => JSON.stringify({ period, ["\u0001".repeat(150_000)]: 1 }),
	],
	["hundreds of thousands of bad ids", () => JSON.stringify({ period, campaignIds: Array(300_000).fill("") })],
	["arrays within arrays", () => `{"period":${"[".repeat(5000)}${"]".repeat(5000)}}`],
])("a body with %s is refused in less than 100 KB", async (_, bodyOf) => {
	const { status, body } = await world.call("search-call-histories", { rawBody: bodyOf() });
	expect([status, body.code]).toEqual([400, "invalid-request"]);
	expect(body.errors.length).toBeLessThanOrEqual(50);
	expect(weightOf(body)).toBeLessThan(100_000);
});

const fieldsOf = (count: number) =>
	`{${Array.from({ length: count }, (_, index) => `"f${index}":1`).join()},"period":${JSON.stringify(period)}}`;
