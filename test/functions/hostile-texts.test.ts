import { beforeAll, describe, expect, it } from "vitest";
import { basicTenant, callCompleted } from "../support/events.ts";
import { idsOf, search } from "../support/hostile.ts";
import { createWorld, type World } from "../support/world.ts";

/** Texts that some layer might interpret instead of treating as text. */
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

beforeAll(async () => {
	world = await createWorld();
	const rest = { agentId: "ag02" };
	await world.takeIn(
		...basicTenant(),
		...literals.map((text, index) =>
			callCompleted({ ...rest, callId: `text-${index}`, name: text, kana: text, memo: text }),
		),
		callCompleted({ ...rest, callId: "ordinary", name: "山田 太郎", kana: "ヤマダ タロウ", memo: "ふつう" }),
	);
});

describe("a text", () => {
	for (const field of ["name", "kana", "memo", "keyword"]) {
		it.each(literals)(`in ${field} is matched literally: %j`, async (text) => {
			const response = await search(world, { [field]: text, agentIds: ["ag02"], page: { size: 1000 } });
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

	/** The search rule in its simplest form; the words of a keyword may also be in the row's other columns. */
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

	it("is returned as it was taken in", async () => {
		for (const [index, text] of literals.entries()) {
			const { body } = await world.call("get-call-history", { path: { callId: `text-${index}` } });
			expect([body.name, body.memo]).toEqual([text, text]);
		}
	});

	it("in a memo is stored as it was sent", async () => {
		for (const memo of [...literals, "改行\r\nタブ\t", "👩‍👩‍👧‍👦".repeat(100), "\u200f\u202b"]) {
			const path = { callId: "ordinary" };
			const saved = await world.call("correct-call-history", { path, headers: { "if-match": "*" }, body: { memo } });
			expect([saved.status, saved.body.memo]).toEqual([200, memo]);
			expect((await world.call("get-call-history", { path })).body.memo).toBe(memo);
		}
	});
});
