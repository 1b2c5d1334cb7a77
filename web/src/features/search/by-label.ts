import type { FacetCount } from "../../../../shared/search/answer.ts";

export interface Labelled {
	label: string;
	/** Undefined for calls without a value. */
	ids: string[];
	count: number;
}

/** Counts by label, most frequent first: results of the same name in different campaigns are added up. */
export function byLabel<C extends Pick<FacetCount, "value" | "count">>(
	counts: readonly C[],
	labelOf: (count: C) => string,
): Labelled[] {
	const found = new Map<string, { ids: Set<string>; count: number }>();
	for (const one of counts) {
		const label = labelOf(one);
		const { ids, count } = found.get(label) ?? { ids: new Set(), count: 0 };
		if (one.value !== null) ids.add(one.value);
		found.set(label, { ids, count: count + one.count });
	}
	return [...found]
		.map(([label, { ids, count }]) => ({ label, ids: [...ids], count }))
		.toSorted((a, b) => b.count - a.count);
}
