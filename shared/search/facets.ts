import type { Directory } from "../directory/model.ts";
import { fitting, weightOf } from "../page/model.ts";
import type { FacetCount, FacetCounts } from "./answer.ts";
import { dimensionLabels, dimensionTable } from "./dimension.ts";
import { type Dimension, dimensionsOf } from "./facet-model.ts";
import type { Tally } from "./tally.ts";

/**
 * Facets may have as many values as there are agents, with long names. The limit applies to all facets together; what
 * one does not use, the next may.
 */
const maxFacetBytes = 3_000_000;
/** The part of it that the counts of one value by the second dimension may use. */
const maxSplitBytes = 200_000;

/**
 * Presents what was counted: the most frequent values first, equally frequent ones by value, times in their order. Of a
 * facet with very many values, only the most frequent are shown.
 */
export function presentFacets({ counts }: Tally, directory: Directory): FacetCounts {
	let room = maxFacetBytes;
	let others = counts.size;
	const facets = [...counts].map(([facet, ofFacet]) => {
		const [first, second] = dimensionsOf(facet);
		const sums = new Map([...ofFacet].map(([value, split]) => [value, sumOf(split)]));
		const splitBy = second && presenter(second, directory);
		const counted = presenter(first, directory)(sums);
		const all = counted.map(({ value, ...count }): FacetCount => {
			const split = splitBy?.(ofFacet.get(value ?? undefined) ?? new Map());
			return { value, ...count, ...(split ? { split: fitting(split, maxSplitBytes) } : {}) };
		});
		const shown = fitting(all, room / others--);
		room -= weightOf(shown);
		return [facet, shown];
	});
	return Object.fromEntries(facets);
}

function sumOf(counts: ReadonlyMap<unknown, number>): number {
	let sum = 0;
	for (const count of counts.values()) sum += count;
	return sum;
}

/** Returns a function that presents counts by value. */
function presenter(dimension: Dimension, directory: Directory) {
	const labelOf = dimensionLabels(dimension, directory);
	const inOrder = "ofTime" in dimensionTable[dimension];
	return (counts: ReadonlyMap<string | undefined, number>): Omit<FacetCount, "split">[] =>
		[...counts]
			.sort(([a, x], [b, y]) => (inOrder ? Number(a) - Number(b) : y - x || ((a ?? "") < (b ?? "") ? -1 : 1)))
			.map(([value, count]) => ({
				value: value ?? null,
				label: value === undefined ? null : (labelOf(value) ?? null),
				count,
			}));
}
