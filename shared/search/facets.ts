import type { Directory } from "../directory/model.ts";
import { fitting, weightOf } from "../page/model.ts";
import type { FacetCount, FacetCounts } from "./answer.ts";
import { dimensionLabels, dimensionTable } from "./dimension.ts";
import { type Dimension, dimensionsOf } from "./facet-model.ts";
import type { Tally } from "./tally.ts";

/**
 * Facets may have as many values as there are agents, with long names. The limit is for all together; what one leaves,
 * the next may use.
 */
const maxFacetBytes = 3_000_000;
/** What one value's hits by the second dimension may weigh of it. */
const maxSplitBytes = 200_000;

/**
 * What was counted: most frequent first, equal ones by value, times in their order. Of a facet with very many values,
 * the most frequent ones.
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

/** Makes counts by value those of an answer. */
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
