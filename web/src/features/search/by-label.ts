import type { FacetCount } from "../../../../shared/search/answer.ts";

export interface Labelled {
	label: string;
	/** None for what has no value. */
	ids: string[];
	count: number;
}

/** Counts by what they are called, the most frequent first: campaigns have results of their own by the same name, which are one. */
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
