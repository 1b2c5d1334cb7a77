/** What hits are counted by: one of these, or two of them (`campaign.result`). */
const dimensions = ["result", "agent", "campaign", "talkedWith", "hour", "weekday"] as const;
export type Dimension = (typeof dimensions)[number];
export type Facet = Dimension | `${Dimension}.${Dimension}`;
export const facets: readonly Facet[] = [
	...dimensions,
	...dimensions.flatMap((first) =>
		dimensions.filter((second) => second !== first).map((second) => `${first}.${second}` as const),
	),
];

export function dimensionsOf(facet: Facet): [first: Dimension, second?: Dimension] {
	return facet.split(".") as [Dimension, Dimension?];
}
