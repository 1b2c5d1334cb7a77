import { expect, test } from "vitest";
import { decodeContents, encodeContents } from "../../../shared/pack/contents-codec.ts";
import { type Contents, noContents, type Pack } from "../../../shared/pack/model.ts";
import { createRandom } from "../../support/records.ts";

const partNames =
	"ids name kana phone memo requestId others callId nameShown kanaShown phoneShown memoShown requestIdShown";

function packs(count: number): Pack[] {
	const random = createRandom(7);
	let from = 0;
	return Array.from({ length: count }, (_, index) => {
		let end = 0;
		const parts = Object.fromEntries(
			partNames.split(" ").map((part) => {
				const start = end;
				end += Math.floor(random() * 300_000);
				return [part, [start, end] as [number, number]];
			}),
		);
		if (index > 0) from += 60_000_000 + Math.floor(random() * 80_000_000);
		const run = Math.floor(1_790_000_000_000 + from / 3).toString(36);
		const name = `${run}${Math.floor(random() * 36 ** 6).toString(36)}-${index % 8}`;
		const batches = Array.from({ length: 12 }, (_, place) => Math.floor(index / 4) * 2 + place);
		return {
			name,
			layout: 1,
			from,
			packedAt: from + 90_000_000,
			rows: 39_900 + Math.floor(random() * 100),
			batches,
			parts,
		};
	});
}

const contents: Contents = {
	packedUntil: 1_795_000_000_000,
	watermark: 1_795_000_900_000,
	batches: Array.from({ length: 60 }, (_, index) => `batch-2026-${index}`),
	packs: packs(90),
	changes: { ...(packs(1)[0] as Pack), name: "changes" },
	retired: [{ name: "old", at: 1_795_000_000_001 }],
	countedOn: "2026-11-20",
};

test("encoded contents decode to the same contents", () => {
	expect(decodeContents(encodeContents(contents))).toEqual(contents);
	expect(decodeContents(encodeContents(noContents))).toEqual(noContents);
});

test("the contents of 3.6 million records take less than 10 KB", () => {
	expect(encodeContents(contents).length).toBeLessThan(10_000);
});
