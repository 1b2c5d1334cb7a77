import { randomBytes } from "node:crypto";
import { beforeAll, describe, expect, it } from "vitest";
import { createCursorSeal } from "../../shared/platform/cursor-seal.ts";
import { basicTenant, batchSaved, callCompleted } from "../support/events.ts";
import { type ApiResponse, createWorld, type World } from "../support/world.ts";
import { expectProblem } from "./hostile-problem.ts";

const period = { from: "2026-11-01T00:00", to: "2026-11-30T24:00" };
const name = "search-call-histories";

/** Texts that some layer below might take for more than texts. */
const literals = [
	"100%引き",
	"1000円引き",
	"*",
	".*",
	"^山田$",
	"[a-z]+",
	"(?:",
	"\\",
	"_",
	"' OR '1'='1",
	"'; DROP TABLE calls; --",
	'{"$gt":""}',
	"attribute_exists(p)",
	":v0 OR #m",
	'=HYPERLINK("http://x","y")',
	"+81",
	"@SUM(1)",
	"<script>alert(1)</script>",
	"${jndi:ldap://x}",
	"{{7*7}}",
	"%00",
	"\u0000終",
	"\u0007ベル",
	"\u202eさかさま",
	"絵文字💥入り",
	"𠮷野家",
	"が\u3099",
	"null",
	"undefined",
	"__proto__",
];

let world: World;
const search = (body: object, options: { tenant?: string; account?: string } = {}): Promise<ApiResponse> =>
	world.call(name, { ...options, body: { period, ...body } });
const idsOf = (response: ApiResponse): string[] => response.body.rows.map((row: { callId: string }) => row.callId);

beforeAll(async () => {
	world = await createWorld();
	await world.takeIn(
		...basicTenant(),
		...basicTenant("other"),
		batchSaved({ batchId: "b-theirs" }, { tenant: "other" }),
	);
	await world.takeIn(
		...literals.map((text, index) =>
			callCompleted({ callId: `text-${index}`, name: text, kana: text, memo: text, agentId: "ag02" }),
		),
		callCompleted({ callId: "ordinary", name: "山田 太郎", kana: "ヤマダ タロウ", memo: "ふつう", agentId: "ag02" }),
		...[1, 2, 3, 4, 5, 6].map((day) =>
			callCompleted({ callId: `day-${day}`, calledAt: `2026-11-0${day}T12:00:00+09:00` }),
		),
		callCompleted({ callId: "ungranted", campaignId: "c02", batchId: "b02", resultId: "timeout" }),
		callCompleted({ callId: "before-change", calledAt: "2026-11-01T01:59:00-04:00", agentId: "ag02" }),
		callCompleted({ callId: "after-change", calledAt: "2026-11-01T01:01:00-05:00", agentId: "ag02" }),
	);
	const theirs = { tenant: "other" };
	await world.takeIn(
		callCompleted({ callId: "theirs", batchId: "b-theirs", name: "他社 顧客", phone: "0699998888" }, theirs),
		callCompleted({ callId: "day-1", name: "他社 同番" }, theirs),
	);
});

describe("a text", () => {
	for (const field of ["name", "kana", "memo", "keyword"]) {
		it.each(literals)(`in ${field} is taken literally: %j`, async (text) => {
			const response = await search({ [field]: text, agentIds: ["ag02"], page: { size: 1000 } });
			expect(response.status).toBe(200);
			const expected = literals.flatMap((other, index) => (contains(field, other, text) ? [`text-${index}`] : []));
			expect(
				idsOf(response)
					.filter((id) => id.startsWith("text-"))
					.sort(),
			).toEqual(expected.sort());
			expect(idsOf(response)).toContain(`text-${literals.indexOf(text)}`);
		});
	}

	/** The rule once more, in the plainest words; the keyword is left to the words that others hold too. */
	function contains(field: string, other: string, text: string): boolean {
		const plain = (value: string) =>
			value
				.normalize("NFKC")
				.toLowerCase()
				.replace(/[ぁ-ゖ]/g, (char) => String.fromCharCode(char.charCodeAt(0) + 96));
		const compact = (value: string) => plain(value).replace(/\s/g, "");
		if (field === "memo") return plain(other).includes(plain(text));
		if (field !== "keyword") return compact(other).includes(compact(text));
		return plain(text)
			.split(/\s+/)
			.filter(Boolean)
			.every((word) =>
				[other, "text-", "秋の定期プラン案内", "お断り", "本人", "自動発信継続"].some((column) =>
					plain(column).includes(word),
				),
			);
	}

	it("comes back as it went in", async () => {
		for (const [index, text] of literals.entries()) {
			const { body } = await world.call("get-call-history", { path: { callId: `text-${index}` } });
			expect([body.name, body.memo]).toEqual([text, text]);
		}
	});

	it("as a memo is stored as it was sent", async () => {
		for (const memo of [...literals, "改行\r\nタブ\t", "👩‍👩‍👧‍👦".repeat(100), "\u200f\u202b"]) {
			const path = { callId: "day-6" };
			const saved = await world.call("correct-call-history", { path, headers: { "if-match": "*" }, body: { memo } });
			expect([saved.status, saved.body.memo]).toEqual([200, memo]);
			expect((await world.call("get-call-history", { path })).body.memo).toBe(memo);
		}
	});
});

describe("what belongs to others", () => {
	it.each([
		{ batchIds: ["b-theirs"] },
		{ name: "他社" },
		{ keyword: "他社" },
		{ phone: "0699998888" },
		{ phoneEndsWith: "99998888" },
		{ keyword: "theirs" },
		{ campaignIds: ["other#c01"] as string[] },
		{ agentIds: ["other"] },
		{ customerListIds: ["..", "acme"] },
	])("is not found: %j", async (conditions) => {
		const { status, body } = await search(conditions);
		if (status === 400) expect(body.errors[0].code).toBe("wrong-format");
		else expect([body.total, body.rows, body.nextCursor]).toEqual([0, [], null]);
	});

	it("stays apart where ids are the same", async () => {
		const [ours, theirs] = await Promise.all([
			search({ keyword: "day-1" }),
			search({ keyword: "day-1" }, { tenant: "other" }),
		]);
		expect([ours.body.rows[0].name, theirs.body.rows[0].name]).toEqual(["髙橋 さくら", "他社 同番"]);
	});

	it("is not found by a supervisor without the grant, by whichever condition", async () => {
		for (const conditions of [
			{ campaignIds: ["c02"] },
			{ batchIds: ["b02"] },
			{ resultIds: ["timeout"] },
			{ keyword: "ungranted" },
			{ campaignIds: ["c02"], batchIds: ["b02"], facets: ["campaign", "agent", "result", "hour"] },
		]) {
			const { body } = await search(conditions, { account: "sv01" });
			expect([body.total, body.rows]).toEqual([0, []]);
			expect(Object.values(body.facets ?? {}).flat()).toEqual([]);
		}
		expect((await search({ campaignIds: ["c02"] })).body.total).toBe(1);
	});

	it("is not found by another agent", async () => {
		expect((await search({ agentIds: ["ag02"] }, { account: "ag01" })).body.total).toBe(0);
	});
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
		cursor = (await search(conditions)).body.nextCursor;
	});

	it("is refused where any character of it was altered", async () => {
		const step = Math.max(1, Math.floor(cursor.length / 50));
		for (let at = 0; at < cursor.length; at += step) {
			const other = cursor[at] === "A" ? "B" : "A";
			await expectProblem(world, name, next(cursor.slice(0, at) + other + cursor.slice(at + 1)), refused);
		}
	});

	it("is refused where it was cut, extended or made up", async () => {
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

	it("is good for another size, other counts, and the same conditions in other words", async () => {
		const all = idsOf(await search({ ...conditions, page: { size: 100 } }));
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

	it("ends after 24 hours", async () => {
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

describe("a period", () => {
	const day = { from: "2026-11-02T00:00", to: "2026-11-03T00:00" };
	const good: [what: string, period: object, ids: string[]][] = [
		["a day", day, ["day-2"]],
		["a day up to 24:00", { ...day, to: "2026-11-02T24:00" }, ["day-2"]],
		["seconds", { from: "2026-11-02T12:00:00", to: "2026-11-02T12:00:00.001" }, ["day-2"]],
		["that ends when the call begins", { ...day, to: "2026-11-02T12:00" }, []],
		["a begin at minute 24", { from: "2026-11-02T11:24:30", to: "2026-11-02T24:00" }, ["day-2"]],
		["full width", { from: "２０２６－１１－０２Ｔ００：００", to: "２０２６－１１－０２　２４：００" }, ["day-2"]],
		["lower case", { from: "2026-11-02t03:00z", to: "2026-11-02t03:01z" }, ["day-2"]],
		["Z", { from: "2026-11-02T03:00:00Z", to: "2026-11-02T03:00:01Z" }, ["day-2"]],
		["+14:00", { from: "2026-11-02T17:00+14:00", to: "2026-11-02T17:01+14:00" }, ["day-2"]],
		["-14:00", { from: "2026-11-01T13:00-14:00", to: "2026-11-01T13:01-14:00" }, ["day-2"]],
		["+05:45", { from: "2026-11-02T08:45+05:45", to: "2026-11-02T08:46+05:45" }, ["day-2"]],
		["two offsets", { from: "2026-11-01T22:00-05:00", to: "2026-11-02T12:01+09:00" }, ["day-2"]],
		[
			"New York before the clocks go back",
			{ from: "2026-11-01T01:00-04:00", to: "2026-11-01T02:00-04:00" },
			["before-change"],
		],
		[
			"New York after they went back",
			{ from: "2026-11-01T01:00-05:00", to: "2026-11-01T02:00-05:00" },
			["after-change"],
		],
		["both hours", { from: "2026-11-01T01:00-04:00", to: "2026-11-01T02:00-05:00" }, ["after-change", "before-change"]],
		["a summer offset in winter", { from: "2026-11-01T23:00-04:00", to: "2026-11-01T23:01-04:00" }, ["day-2"]],
		["a leap day", { from: "2028-02-29T00:00", to: "2028-02-29T24:00" }, []],
		["long ago", { from: "0001-01-02T00:00", to: "0001-01-03T00:00" }, []],
		["far away", { from: "9999-12-29T00:00", to: "9999-12-30T00:00" }, []],
	];
	it.each(good)("is understood: %s", async (_, wanted, ids) => {
		const response = await search({ period: wanted });
		expect(response.status).toBe(200);
		expect(idsOf(response)).toEqual(ids);
	});

	it("spans ten years and no day more", async () => {
		for (const from of ["2016-11-21T00:00", "2017-01-01T00:00", "2024-02-28T00:00"]) {
			const year = Number(from.slice(0, 4)) + 10;
			const to = (time: string) => ({ period: { from, to: `${year}${from.slice(4, 10)}T${time}` } });
			expect((await search(to("00:00"))).status).toBe(200);
			await expectProblem(
				world,
				name,
				{ body: to("24:00") },
				{
					status: 400,
					code: "invalid-request",
					errors: [["#/period/from", "period-too-long"]],
				},
			);
		}
	});

	const bad: [field: "from" | "to", code: string, texts: string[]][] = [
		[
			"from",
			"not-a-time",
			["2026-11-02T24:00", "2026-11-02 24:00:00", "２０２６-１１-０２　２４：００", "2026-11-02T24:00Z"],
		],
		[
			"to",
			"not-a-time",
			["2026-11-30T24:01", "2026-11-30T24:00:01", "2026-11-30T25:00", "2026-11-30T23:60", "2026-11-30T23:59:60"],
		],
		[
			"to",
			"not-a-time",
			[
				"2026-02-30T00:00",
				"2026-02-29T00:00",
				"2026-13-01T00:00",
				"2026-00-10T00:00",
				"2026-11-00T00:00",
				"2026-11-31T00:00",
			],
		],
		[
			"to",
			"not-a-time",
			[
				"",
				" ",
				"now",
				"2026-11-30",
				"12:00",
				"2026/11/30 00:00",
				"20261130T000000",
				"1795964400000",
				"Mon, 30 Nov 2026",
			],
		],
		[
			"to",
			"not-a-time",
			[
				"2026-11-30T00:00+0900",
				"2026-11-30T00:00+15:00",
				"2026-11-30T00:00+09:60",
				"2026-11-30T00:00 JST",
				"2026-11-30T00:00[Asia/Tokyo]",
			],
		],
		[
			"to",
			"not-a-time",
			[
				"02026-11-30T00:00",
				"+002026-11-30T00:00",
				"-2026-11-30T00:00",
				"2026-11-30T00:00\u0000",
				"2026-11-30T00:00\ud800",
			],
		],
		["to", "not-a-time", ["9999-12-31T24:00-14:00", "10000-01-01T00:00", "0000-01-01T00:00"]],
		["to", "too-long", [`2026-11-30T00:00${" ".repeat(30)}`, "2".repeat(900_000)]],
		[
			"to",
			"period-empty",
			["2026-11-01T00:00", "2026-10-31T24:00", "2026-10-31T23:59", "2026-10-31T15:00Z", "1970-01-01T00:00"],
		],
	];
	it.each(bad)("is refused: %s, %s, %j", async (field, code, texts) => {
		for (const text of texts) {
			const body = { period: { ...period, [field]: text } };
			await expectProblem(
				world,
				name,
				{ body },
				{ status: 400, code: "invalid-request", errors: [[`#/period/${field}`, code]] },
			);
		}
	});
});
