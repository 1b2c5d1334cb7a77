import { describe, expect, test } from "vitest";
import type { CallHistoryEntry } from "../../../shared/call-history/model.ts";
import { type Column, columnLabels, columns, definitionOf } from "../../../shared/column/model.ts";
import type { Directory } from "../../../shared/directory/model.ts";
import { createLineMaker, headerLine } from "../../../shared/export/csv.ts";
import { rowSchema } from "../../../shared/search/answer.ts";
import { conditionsSchema, foldConditions } from "../../../shared/search/conditions-model.ts";
import { createMatcher } from "../../../shared/search/matcher.ts";
import { sortSchema } from "../../../shared/search/model.ts";
import { createOrder } from "../../../shared/search/order.ts";
import { createRowPresenter } from "../../../shared/search/row.ts";

const at = (text: string) => Date.parse(`${text}+09:00`);
const whole = { from: "2000-01-01T00:00", to: "2009-12-31T24:00" };

const directory: Directory = {
	tenant: undefined,
	accounts: new Map(
		[
			["ag1", "鈴木 一郎"],
			["ag2", "ｱｲﾇ 二郎"],
			["sv1", "田中 三郎"],
			["sv2", "𠮷田 四郎"],
		].map(([accountId = "", name = ""]) => [
			accountId,
			{ accountId, name, role: "agent", campaignIds: [], active: true },
		]),
	),
	campaigns: new Map(
		[
			["c1", "秋の案内", "r1", "成約"],
			["c2", "満足度アンケート", "r2", "お断り"],
		].map(([campaignId = "", name = "", resultId = "", label = ""]) => [
			campaignId,
			{ campaignId, name, resultEntry: true, results: [{ resultId, label }] },
		]),
	),
	batches: new Map(
		[
			["b1", "9月分"],
			["b2", "10月分"],
		].map(([batchId = "", name = ""]) => [
			batchId,
			{ batchId, campaignId: "c1", name, startsOn: "2005-01-01", endsOn: "2005-12-31" },
		]),
	),
	customerLists: new Map([
		["l1", { customerListId: "l1", name: "資料請求者" }],
		["l2", { customerListId: "l2", name: "ＶＩＰ 会員" }],
	]),
	callingGroups: new Map([
		["g1", { callingGroupId: "g1", name: "東京第一" }],
		["g2", { callingGroupId: "g2", name: "大阪" }],
	]),
	mailAddresses: new Map(),
};

const plain: CallHistoryEntry = {
	tenantId: "acme",
	callId: "call-a",
	requestId: "req-a",
	calledAt: at("2005-11-20T10:00:12"),
	campaignId: "c1",
	batchId: "b1",
	customerListId: "l1",
	callingGroupId: "g1",
	customerId: "cu1",
	callerId: "0312340000",
	name: "山田 太郎",
	kana: "ヤマダ タロウ",
	phone: "09012345678",
	agentId: "ag1",
	talkedWith: "self",
	resultId: "r1",
	durationSeconds: 184,
	nextAction: { type: "continue" },
	memo: "料金表を送付",
	createdAt: at("2005-11-20T10:05:00"),
	recordingSeconds: 180,
	updatedAt: at("2005-11-20T11:00:00"),
	updatedBy: "sv1",
	changedAt: at("2005-11-20T11:00:00"),
};

interface Sample {
	/** A change that alters what this column shows, and no other. */
	change: Partial<CallHistoryEntry>;
	/** What the column then shows, in Japanese. */
	shows: string;
	/** Words that occur in this column and nowhere else in the record. */
	words: string[];
	/** The CSV field for spreadsheets, if it differs from what is shown. */
	field?: string;
}

/** One for every column: the compiler reports a missing one. */
const samples: Record<Column, Sample> = {
	callId: { change: { callId: "Call-Z9" }, shows: "Call-Z9", words: ["z9", "CALL-Z", "ｃａｌｌ-ｚ９"] },
	calledAt: {
		change: { calledAt: at("2004-02-29T23:59:58") },
		shows: "2004/02/29 23:59:58",
		field: '=""2004/02/29 23:59:58""',
		words: ["2004/02/29", "23:59", "/29", "2004/02 59:58"],
	},
	campaignName: { change: { campaignId: "c2" }, shows: "満足度アンケート", words: ["あんけーと", "満足度ｱﾝ"] },
	batchName: { change: { batchId: "b2" }, shows: "10月分", words: ["10月", "１０月分"] },
	customerListName: { change: { customerListId: "l2" }, shows: "ＶＩＰ 会員", words: ["vip", "VIP会員"] },
	callingGroupName: { change: { callingGroupId: "g2" }, shows: "大阪", words: ["大阪"] },
	callerId: {
		change: { callerId: "0669999999" },
		shows: "0669999999",
		words: ["0669999999", "06-6999-9999", "66999"],
		field: '=""0669999999""',
	},
	name: { change: { name: "ｼﾞｮﾝ Ｓｍｉｔｈ" }, shows: "ｼﾞｮﾝ Ｓｍｉｔｈ", words: ["じょんSMITH", "smith", "ジョン"] },
	kana: { change: { kana: "わたなべ けん" }, shows: "わたなべ けん", words: ["ワタナベケン", "ﾜﾀﾅﾍﾞ"] },
	phone: { change: { phone: "番号不備" }, shows: "番号不備", words: ["不備"] },
	agentName: { change: { agentId: "ag2" }, shows: "ｱｲﾇ 二郎", words: ["あいぬ二郎", "アイヌ"] },
	talkedWith: { change: { talkedWith: "other" }, shows: "その他", words: ["その他", "ソノ"] },
	resultLabel: { change: { resultId: "r2" }, shows: "お断り", words: ["お断り", "オ断"] },
	durationSeconds: {
		change: { durationSeconds: 45_296 },
		shows: "12:34:56",
		field: '=""12:34:56""',
		words: ["12:34:56", "2:34"],
	},
	nextAction: {
		change: { nextAction: { type: "redial", redialAt: at("2008-07-06T17:45:00") } },
		shows: "再発信日時設定 2008/07/06 17:45:00",
		words: ["再発信", "2008/07/06", "17:45"],
	},
	memo: {
		change: { memo: '=㈱アクメへ "FAX"' },
		shows: '=㈱アクメへ "FAX"',
		words: ["(株)あくめ", "fax"],
		field: '=""=㈱アクメへ """"FAX""""""',
	},
	createdAt: {
		change: { createdAt: at("2006-01-02T03:04:05") },
		shows: "2006/01/02 03:04:05",
		field: '=""2006/01/02 03:04:05""',
		words: ["2006/", "03:04:05"],
	},
	requestId: {
		change: { requestId: "00000000000000777001" },
		shows: "00000000000000777001",
		words: ["777001"],
		field: '=""00000000000000777001""',
	},
	recording: {
		change: { recordingSeconds: 39_599 },
		shows: "10:59:59",
		field: '=""10:59:59""',
		words: ["10:59:59", ":59:5"],
	},
	updatedAt: {
		change: { updatedAt: at("2007-08-09T21:22:23") },
		shows: "2007/08/09 21:22:23",
		field: '=""2007/08/09 21:22:23""',
		words: ["2007/08", "22:23"],
	},
	updatedByName: { change: { updatedBy: "sv2" }, shows: "𠮷田 四郎", words: ["𠮷田", "田四"] },
};

const matches = (keyword: string, entry: CallHistoryEntry) => {
	const conditions = conditionsSchema.parse({ period: whole, keyword });
	const criteria = { ...foldConditions(conditions), period: conditions.period, expiredBatchIds: [] };
	return createMatcher(criteria, directory)(entry);
};

describe.each(columns)("%s", (column) => {
	const { change, shows, words, field } = samples[column];
	const changed = { ...plain, ...change };

	test("is found by each word that it shows and by no other", () => {
		for (const word of words) {
			expect(matches(word, changed), word).toBe(true);
			expect(matches(word, plain), word).toBe(false);
			// Each word may be in a different column.
			expect(matches(`${word} ${column === "kana" ? "太郎" : "やまだ"}`, changed), word).toBe(true);
			expect(matches(`${word} 無い語`, changed), word).toBe(false);
		}
	});

	test("can be sorted by, in both directions", () => {
		const compare = (direction: "asc" | "desc") => {
			const order = createOrder(sortSchema.parse({ column, direction }), directory);
			return Math.sign(order.compare(order.placeOf(changed), order.placeOf(plain)));
		};
		expect(compare("asc")).not.toBe(0);
		expect(compare("asc")).toBe(-compare("desc"));
	});

	test("is exported as it is shown, under its heading", () => {
		expect(headerLine([column])).toBe(`"${columnLabels("ja")[column]}"\r\n`);
		const { lineOf } = createLineMaker([column], directory, "excel");
		expect(lineOf(changed)).toBe(`"${field ?? shows}"\r\n`);
		const values = createLineMaker([column], directory, "plain");
		expect(values.lineOf(changed)).toBe(`"${shows.replaceAll('"', '""')}"\r\n`);
		expect(lineOf(plain)).not.toBe(lineOf(changed));
	});

	test("is in a row of the API, a name next to its id", () => {
		const toRow = createRowPresenter(directory);
		const [one, other] = [changed, plain].map((entry) => toRow(entry, { allowed: true }));
		expect(rowSchema.strict().parse(one)).toEqual(one);
		expect(one?.[column]).not.toEqual(other?.[column]);
		const definition = definitionOf(column);
		if (definition.kind === "reference") {
			expect(one?.[column]).toBe(shows);
			expect(one?.[definition.of as keyof typeof one]).toBe(changed[definition.of]);
		}
	});
});

test("no word matches a record without optional members", () => {
	const { callId, requestId, calledAt, campaignId, batchId, customerId, phone, createdAt, changedAt } = plain;
	const bare: CallHistoryEntry = {
		tenantId: "acme",
		callId,
		requestId,
		calledAt,
		campaignId,
		batchId,
		customerId,
		phone,
		createdAt,
		changedAt,
		durationSeconds: 0,
		nextAction: { type: "done" },
	};
	for (const { words } of Object.values(samples)) for (const word of words) expect(matches(word, bare)).toBe(false);
	expect(matches("undefined", bare)).toBe(false);
	// Hyphens and brackets without digits are not a number.
	expect(matches("(-)", bare)).toBe(false);
	// A record that was never corrected shows its creation time as its update time.
	const lineOf = (columns: Column[]) => createLineMaker(columns, directory, "excel").lineOf(bare);
	expect(lineOf(["updatedAt"])).toBe('"=""2005/11/20 10:05:00"""\r\n');
	expect(lineOf(["recording", "talkedWith", "memo", "resultLabel"])).toBe('"","","",""\r\n');
});

test("a record's texts are folded once for any number of words, and not at all when ids decide", () => {
	const read: Record<string, number> = {};
	const counted = new Proxy(plain, {
		get: (entry, name: string) => {
			read[name] = (read[name] ?? 0) + 1;
			return entry[name as keyof CallHistoryEntry];
		},
	});
	const conditions = conditionsSchema.parse({
		period: whole,
		name: "山田",
		kana: "ヤマダ",
		memo: "料金",
		keyword: "山 田 太 郎 ヤ マ ダ タ ロ ウ",
	});
	const criteria = { ...foldConditions(conditions), period: conditions.period, expiredBatchIds: [] };
	expect(createMatcher(criteria, directory)(counted)).toBe(true);
	expect([read.name, read.kana, read.memo]).toEqual([1, 1, 1]);

	for (const name of Object.keys(read)) delete read[name];
	expect(matches("秋の 鈴木 本人", counted)).toBe(true);
	expect([read.name, read.kana, read.memo, read.phone]).toEqual([undefined, undefined, undefined, undefined]);
});
