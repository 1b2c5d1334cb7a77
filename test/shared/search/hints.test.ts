import { beforeAll, expect, test } from "vitest";
import { hintTexts } from "../../../shared/problem/texts.ts";
import { hintCodes } from "../../../shared/search/answer.ts";
import { basicTenant, callCompleted } from "../../support/events.ts";
import { createWorld, type World } from "../../support/world.ts";

let world: World;
const period = { from: "2026-11-20T00:00", to: "2026-11-20T24:00" };

beforeAll(async () => {
	world = await createWorld();
	await world.takeIn(
		...basicTenant(),
		callCompleted({ callId: "c-1", name: "高橋", kana: "タカハシ", phone: "09012345678" }),
		callCompleted({ callId: "c-2", name: "たかこ", kana: "髙子", phone: "110" }),
	);
});

const search = (conditions: object, headers = {}) =>
	world.call("search-call-histories", { body: { period, ...conditions }, headers });

test.each([
	[{ phone: "0801234567" }, "number-incomplete", "#/phone"],
	[{ phone: "03-1234-567" }, "number-incomplete", "#/phone"],
	[{ phone: "12345678" }, "number-without-start", "#/phone"],
	[{ phoneEndsWith: "0901234567" }, "number-incomplete", "#/phoneEndsWith"],
	[{ kana: "鈴木" }, "name-in-kana", "#/kana"],
	[{ name: "スズキ" }, "kana-in-name", "#/name"],
	[{ name: "すずき ｲﾁﾛｰ" }, "kana-in-name", "#/name"],
	[{ period: { from: "2027-11-20T00:00", to: "2027-11-20T24:00" } }, "period-in-future", "#/period"],
] as const)("finds nothing by %j and gives the hint %s", async (conditions, code, pointer) => {
	const { body } = await search(conditions);
	expect([body.total, body.hints]).toEqual([0, [{ code, pointer, title: hintTexts[code].ja }]]);
	const english = await search(conditions, { "accept-language": "en" });
	expect(english.body.hints).toEqual([{ code, pointer, title: hintTexts[code].en }]);
});

test.each([{ name: "たかこ" }, { kana: "髙子" }, { phone: "11" }, { phone: "0901234" }])(
	"gives no hint if there are hits: %j",
	async (conditions) => {
		const { body } = await search(conditions);
		expect(body.total).toBe(1);
		expect(body).not.toHaveProperty("hints");
	},
);

test.each([
	{ name: "鈴木" },
	{ kana: "スズキ" },
	{ phone: "090-9999-9999" },
	{ phone: "0399999999" },
	{ phoneEndsWith: "9999" },
	{ memo: "なし" },
])("gives no hint if there is no likely mistake: %j", async (conditions) => {
	const { body } = await search(conditions);
	expect(body).toEqual({ rows: [], total: 0, nextCursor: null });
});

test("each hint has its texts", () => {
	expect(Object.keys(hintTexts).sort()).toEqual([...hintCodes].sort());
});
