import { describe, expect, test } from "vitest";
import type { Row } from "../../shared/search/answer.ts";
import { portionsOf } from "../../web/src/api/portions.ts";
import { selectionAfter } from "../../web/src/features/search/selection-after.ts";

const rowsOf = (count: number) => Array.from({ length: count }, (_, index) => ({ callId: `c${index}` }) as Row);
const idsOf = (rows: readonly Row[]) => rows.map(({ callId }) => callId);

describe("many corrections", () => {
	const items = (memo: string) => rowsOf(100).map(({ callId }) => ({ callId, version: 0, memo }));

	test("go as one request if they fit", () => {
		expect(portionsOf(items("短いメモ"), "理由").map(({ body }) => [body.items.length, body.reason])).toEqual([
			[100, "理由"],
		]);
	});

	test.each(["𠮷", "\ufffd"])(
		"with long memos of %j go in portions under 1 MB, each with its own key, without losing any",
		(character) => {
			const all = items(character.repeat(5000));
			const portions = portionsOf(all, "");
			expect(portions.length).toBeGreaterThan(1);
			expect(portions.flatMap(({ body }) => body.items)).toEqual(all);
			for (const { body } of portions) {
				const sent = JSON.stringify(body).replaceAll("\ufffd", "\\ufffd");
				expect(new TextEncoder().encode(sent).length).toBeLessThan(1_000_000);
			}
			expect(new Set(portions.map(({ key }) => key)).size).toBe(portions.length);
		},
	);
});

describe("the selected rows", () => {
	const page = rowsOf(150);

	test("are the page's first 100 when all rendered rows were selected", () => {
		const near = [{ callId: "before", height: 620 }, ...page.slice(20, 60), { callId: "after", height: 2790 }];
		const after = selectionAfter({ before: [], now: page.slice(20, 60), near, page });
		expect(idsOf(after)).toEqual(idsOf(page.slice(0, 100)));
	});

	test("are the marked ones and those of other pages", () => {
		const other = [{ callId: "elsewhere" } as Row];
		const now = [...other, ...page.slice(3, 5)];
		expect(selectionAfter({ before: other, now, near: page, page })).toEqual(now);
	});

	test("stay the first 100 when another one is marked", () => {
		const before = page.slice(0, 100);
		expect(idsOf(selectionAfter({ before, now: page.slice(0, 101), near: page, page }))).toEqual(idsOf(before));
	});
});
