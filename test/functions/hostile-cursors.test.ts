import { randomBytes } from "node:crypto";
import { beforeAll, describe, expect, it } from "vitest";
import { createCursorSeal } from "../../shared/platform/cursor-seal.ts";
import { basicTenant, callCompleted } from "../support/events.ts";
import { idsOf, period, search } from "../support/hostile.ts";
import { createWorld, type World } from "../support/world.ts";
import { expectProblem } from "./hostile-problem.ts";

const name = "search-call-histories";

let world: World;

beforeAll(async () => {
	world = await createWorld();
	await world.takeIn(
		...basicTenant(),
		...basicTenant("other"),
		...[1, 2, 3, 4, 5, 6].map((day) =>
			callCompleted({ callId: `day-${day}`, calledAt: `2026-11-0${day}T12:00:00+09:00` }),
		),
	);
});

describe("a cursor", () => {
	const conditions = { agentIds: ["ag01"], campaignIds: ["c01"], page: { size: 2 } };
	const next = (cursor: string, changed: object = {}, options = {}) => ({
		...options,
		body: { period, ...conditions, ...changed, page: { size: 2, cursor } },
	});
	const refused = {
		status: 400,
		code: "cursor-invalid",
		errors: [["#/page/cursor", "cursor-invalid"]] as [string, string][],
	};
	let cursor: string;
	beforeAll(async () => {
		cursor = (await search(world, conditions)).body.nextCursor;
	});

	it("is refused when any of its characters was changed", async () => {
		const step = Math.max(1, Math.floor(cursor.length / 50));
		for (let at = 0; at < cursor.length; at += step) {
			const other = cursor[at] === "A" ? "B" : "A";
			await expectProblem(world, name, next(cursor.slice(0, at) + other + cursor.slice(at + 1)), refused);
		}
	});

	it("is refused when it was truncated, extended or forged", async () => {
		const seal = createCursorSeal(randomBytes(32).toString("base64"));
		const forged = [
			...[1, 4, 16, cursor.length - 28, cursor.length - 1].map((length) => cursor.slice(0, length)),
			cursor.slice(1),
			...["A", "=", "==", " ", "\n", ".", "\u0000", cursor].map((more) => cursor + more),
			` ${cursor}`,
			cursor.replaceAll("-", "+").replaceAll("_", "/").concat("="),
			"",
			"null",
			"eyJhIjoxfQ",
			"あ",
			"\ud800",
			"A".repeat(4096),
			...[1, 28, 29, 100, 1000].map((length) => randomBytes(length).toString("base64url")),
			seal.seal({ after: { value: 0, calledAt: 0, callId: "" }, total: 1, hitRate: 1, issuedAt: world.clock.now }, ""),
		];
		for (const text of forged) await expectProblem(world, name, next(text), refused);
	});

	it("is refused for another tenant, caller, order or condition", async () => {
		await expectProblem(world, name, next(cursor, {}, { tenant: "other" }), refused);
		await expectProblem(world, name, next(cursor, {}, { account: "sv01" }), refused);
		for (const changed of [
			{ sort: { column: "calledAt", direction: "asc" } },
			{ sort: { column: "memo", direction: "desc" } },
			{ agentIds: ["ag02"] },
			{ agentIds: undefined },
			{ campaignIds: ["c01", "c02"] },
			{ period: { ...period, to: "2026-11-30T23:59" } },
			{ period: { ...period, from: "2026-10-31T00:00" } },
			{ name: "髙橋" },
			{ keyword: "x" },
			{ phone: "0" },
		]) {
			await expectProblem(world, name, next(cursor, changed), refused);
		}
	});

	it("is accepted with another page size, with facets, and with the same conditions written differently", async () => {
		const all = idsOf(await search(world, { ...conditions, page: { size: 100 } }));
		const read = async (changed: object) => idsOf(await world.call(name, next(cursor, changed)));
		expect(await read({})).toEqual(all.slice(2, 4));
		expect(await read({ facets: ["hour"] })).toEqual(all.slice(2, 4));
		expect(await read({ period: { from: "2026-10-31T15:00Z", to: "２０２６-１２-０１ ００:００" } })).toEqual(
			all.slice(2, 4),
		);
		expect(await read({ sort: { column: "calledAt", direction: "desc" } })).toEqual(all.slice(2, 4));
		const wider = { period, ...conditions, page: { size: 100, cursor } };
		expect(idsOf(await world.call(name, { body: wider }))).toEqual(all.slice(2));
	});

	it("expires after 24 hours", async () => {
		const { now } = world.clock;
		world.clock.now = now + 24 * 3_600_000;
		expect((await world.call(name, next(cursor))).status).toBe(200);
		world.clock.now++;
		await expectProblem(world, name, next(cursor), {
			status: 400,
			code: "cursor-expired",
			errors: [["#/page/cursor", "cursor-expired"]],
		});
		world.clock.now = now;
	});
});
