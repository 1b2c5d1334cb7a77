import { beforeAll, expect, test } from "vitest";
import { packTenant } from "../../../shared/pack/pack-tenant.ts";
import { basicTenant, callCompleted } from "../../support/events.ts";
import { smallSizes } from "../../support/packs.ts";
import { createWorld, type World } from "../../support/world.ts";

/** Spellings of the same text: each is stored, and each must find all the others. */
const texts: Record<string, string[]> = {
	waves: ["受付は9〜11時", "受付は9～11時", "受付は9~11時", "受付は9∼11時"],
	dashes: ["250-0408", "250−0408", "２５０－０４０８", "250‐0408", "250—0408", "250―0408", "250ー0408", "250﹣0408"],
	"variation selectors": ["祇園\u{e0100}", "祇\ufe00園", "祇園"],
	"invisible characters": [
		"中村花",
		"中\u200b村花",
		"\ufeff中村\u00ad花",
		"中\u2060村\u200d花\u200e",
		"中\u0000村\u2066花\u2069",
	],
	"sound marks": ["ガーデン", "カ゛ーテ゛ン", "ｶﾞｰﾃﾞﾝ", "がーでん", "か\u3099ーて\u3099ん", "カ ゛ーテ ゛ン"],
	"half sound marks": ["パレス", "ハ゜レス", "ﾊﾟﾚｽ", "ぱれす", "ハ\u309aレス"],
	"long marks": ["ローズ", "ロ-ズ", "ロ－ズ", "ﾛｰｽﾞ", "ロ‐ズ", "ロ−ズ", "ろーず"],
	"small kana": ["ショッピング", "シヨツピング", "ｼｮｯﾋﾟﾝｸﾞ"],
	高: ["髙見", "高見", "⾼見"],
	辺: ["川邊", "川邉", "川辺"],
	崎: ["﨑田", "嵜田", "崎田"],
	沢: ["唐澤", "唐沢"],
	吉: ["𠮷岡", "吉岡"],
	斎: ["齋木", "斎木"],
	斉: ["齊木", "斉木"],
	浜: ["濵口", "濱口", "浜口"],
	島: ["嶋村", "島村", "嶌村"],
	国: ["國枝", "国枝"],
	広: ["廣瀨", "広瀬", "廣瀬"],
	桜: ["櫻木", "桜木"],
	橋: ["𣘺爪", "橋爪"],
	神: ["神\u{fe00}谷", "\ufa19谷", "神谷"],
	長: ["⻑尾", "長尾"],
	龍: ["龍田", "竜田"],
	ヶ: ["旭ヶ丘", "旭ケ丘", "旭ｹ丘"],
	々: ["奈々子", "奈奈子"],
	"width and case": ["Ａｃｍｅ", "ACME", "acme", "ａｃｍｅ"],
};

const numbers: Record<string, string[]> = {
	mobile: [
		"09081112222",
		"090-8111-2222",
		"０９０ー８１１１ー２２２２",
		"090・8111・2222",
		"090/8111/2222",
		"(090)8111.2222",
		"090\u2009–\u20098111–2222",
		"\u202a+81-90-8111-2222\u202c",
		"+81 (0)90 8111 2222",
		"(+81)90-8111-2222",
		"0081-90-8111-2222",
		"010-81-90-8111-2222",
		"tel:+819081112222",
		"携帯:090-8111-2222",
	],
	extension: [
		"03-8234-5678 内線12",
		"03-8234-5678（内線12）",
		"03-8234-5678 内12",
		"03-8234-5678;ext=12",
		"03-8234-5678 ext.12",
		"03-8234-5678x12",
		"TEL 03-8234-5678 #12",
		"0382345678",
	],
};
const noNumbers = ["非通知", "Anonymous", "公衆電話", "表示圏外"];

let world: World;
const idOf = (kind: string, index: number) => `${Buffer.from(kind).toString("hex")}-${index}`;
const idsOf = (kind: string, writings: string[]) => writings.map((_, index) => idOf(kind, index)).sort();

beforeAll(async () => {
	world = await createWorld({ now: "2026-11-20T15:00:00+09:00" });
	const plain = { name: "名", kana: "カナ", memo: "記", phone: "0450000000", agentId: null };
	const ofTexts = Object.entries(texts).flatMap(([kind, writings]) =>
		writings.map((text, index) => ({ callId: idOf(kind, index), name: text, kana: text, memo: `前「${text}」後` })),
	);
	const ofNumbers = Object.entries(numbers).flatMap(([kind, writings]) =>
		writings.map((phone, index) => ({ callId: idOf(kind, index), phone })),
	);
	const ofNone = noNumbers.map((callerId) => ({ callId: idOf(callerId, 0), callerId }));
	const events = [...ofTexts, ...ofNumbers, ...ofNone].map((call) => callCompleted({ ...plain, ...call }));
	const left = await world.takeIn(...basicTenant(), ...events);
	expect([left, world.rejected]).toEqual([[], []]);
});

async function search(conditions: object): Promise<string[]> {
	const period = { from: "2026-11-20T00:00", to: "2026-11-20T24:00" };
	const { status, body } = await world.call("search-call-histories", { body: { period, ...conditions } });
	expect([status, body.errors]).toEqual([200, undefined]);
	return body.rows.map(({ callId }: { callId: string }) => callId).sort();
}

async function expectFound(): Promise<void> {
	for (const [kind, writings] of Object.entries(texts)) {
		for (const [index, text] of writings.entries()) {
			// Each spelling was stored in all three attributes; the searches use them in turn.
			const condition = ["name", "kana", "memo"][index % 3] as string;
			expect(await search({ [condition]: text }), `${condition} ${text}`).toEqual(idsOf(kind, writings));
			expect(await search({ keyword: text.replaceAll(" ", "") }), `keyword ${text}`).toEqual(idsOf(kind, writings));
		}
	}
	for (const [kind, writings] of Object.entries(numbers)) {
		for (const phone of writings) {
			for (const condition of ["phone", "phoneEndsWith"]) {
				expect(await search({ [condition]: phone }), `${condition} ${phone}`).toEqual(idsOf(kind, writings));
			}
		}
		const dense = writings.filter((writing) => !/\s|内|ext|x1/.test(writing));
		for (const phone of dense)
			expect(await search({ keyword: phone }), `keyword ${phone}`).toEqual(idsOf(kind, writings));
	}
	for (const keyword of ["+81 90 8111 2222", "(+81) 90-8111-2222", "0081 90 8111 2222", "090 8111 2222"]) {
		expect(await search({ keyword }), keyword).toEqual(idsOf("mobile", numbers.mobile as string[]));
	}
	expect(await search({ phone: "03-82" })).toEqual(idsOf("extension", numbers.extension as string[]));
	expect(await search({ phoneEndsWith: "5678" })).toEqual(idsOf("extension", numbers.extension as string[]));
	expect(await search({ phoneEndsWith: "12" })).toEqual([]);
	expect((await search({ keyword: "内線12" })).length).toBe(2);
	for (const none of noNumbers) expect(await search({ keyword: none.toUpperCase() })).toEqual([idOf(none, 0)]);
}

test("records are found in the table by any spelling", expectFound);

test("records are found in packs by any spelling", async () => {
	world.clock.now = Date.parse("2026-11-21T09:00:00+09:00");
	await packTenant(world.deps, "acme", { deadline: Number.POSITIVE_INFINITY, sizes: smallSizes });
	await expectFound();
});

test("records are shown as they were stored", async () => {
	const shown = async (conditions: object) => {
		const period = { from: "2026-11-20T00:00", to: "2026-11-20T24:00" };
		const { body } = await world.call("search-call-histories", { body: { period, ...conditions } });
		return body.rows;
	};
	const memos = (await shown({ memo: "川辺" })).map(({ memo }: { memo: string }) => memo);
	expect(memos.sort()).toEqual(["前「川辺」後", "前「川邉」後", "前「川邊」後"].sort());
	const phones = (await shown({ phone: "0382345678" })).map(({ phone }: { phone: string }) => phone);
	expect(phones.sort()).toEqual([...(numbers.extension as string[])].sort());
});
