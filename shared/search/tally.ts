import type { CallHistoryEntry } from "../call-history/model.ts";
import type { OpenPack } from "../pack/open-pack.ts";
import { dimensionTable, dimensionValue } from "./dimension.ts";
import { type Dimension, dimensionsOf, type Facet } from "./facet-model.ts";
import { accessTo } from "./packed-attributes.ts";

type Value = string | undefined;

/** The values of a dimension in a pack, and for each row the place of its value. */
interface PackedDimension {
	values: readonly Value[];
	places: ArrayLike<number>;
}

/** Up to this many pairs of places are counted in one array, of 4 MB. */
const maxPairs = 1_000_000;
const one: PackedDimension = { values: [undefined], places: [] };

/** Counts hits by facets, without keeping them. */
export class Tally {
	/** By value, then by value of the second dimension: `undefined` if the facet has none, or a call has no value. */
	readonly counts: ReadonlyMap<Facet, Map<Value, Map<Value, number>>>;
	private readonly readers: readonly {
		facet: Facet;
		first: (entry: CallHistoryEntry) => Value;
		second: (entry: CallHistoryEntry) => Value;
	}[];

	constructor(facets: readonly Facet[]) {
		this.counts = new Map(facets.map((facet) => [facet, new Map()]));
		this.readers = [...this.counts.keys()].map((facet) => {
			const [first, second] = dimensionsOf(facet);
			return { facet, first: dimensionValue(first), second: second ? dimensionValue(second) : () => undefined };
		});
	}

	add(entry: CallHistoryEntry): void {
		for (const { facet, first, second } of this.readers) this.count(facet, first(entry), second(entry), 1);
	}

	/** Adds rows of a pack, by their places in its dictionaries. @throws PackError */
	async addRows(pack: OpenPack, rows: readonly number[]): Promise<void> {
		const asked = [...this.counts.keys()].map((facet) => ({ facet, dimensions: dimensionsOf(facet) }));
		const packed = new Map<Dimension | undefined, PackedDimension>([[undefined, one]]);
		for (const dimension of asked.flatMap(({ dimensions }) => dimensions)) {
			if (dimension && !packed.has(dimension)) packed.set(dimension, await dimensionIn(pack, dimension));
		}
		for (const { facet, dimensions } of asked) {
			const [first, second] = [packed.get(dimensions[0]) ?? one, packed.get(dimensions[1]) ?? one];
			countPairs(rows, first, second, (a, b, count) => this.count(facet, first.values[a], second.values[b], count));
		}
	}

	private count(facet: Facet, first: Value, second: Value, count: number): void {
		const ofFacet = this.counts.get(facet);
		let ofFirst = ofFacet?.get(first);
		if (!ofFirst) {
			ofFirst = new Map();
			ofFacet?.set(first, ofFirst);
		}
		ofFirst.set(second, (ofFirst.get(second) ?? 0) + count);
	}
}

async function dimensionIn(pack: OpenPack, dimension: Dimension): Promise<PackedDimension> {
	const definition = dimensionTable[dimension];
	if ("ofTime" in definition) {
		const { times } = await pack.ids();
		return {
			values: Array.from({ length: definition.end }, (_, value) => String(value)),
			places: Uint8Array.from(times, definition.ofTime),
		};
	}
	const { access } = accessTo(definition.column);
	if (access.kind !== "places") throw new Error(`${definition.column} has no places in packs`);
	const { dictionary, places } = await access.column(pack);
	return { values: [undefined, ...dictionary], places };
}

/** Reports each pair of places that occurs, and in how many rows. */
function countPairs(
	rows: readonly number[],
	first: PackedDimension,
	second: PackedDimension,
	report: (first: number, second: number, count: number) => void,
): void {
	const width = second.values.length;
	const pairOf = (row: number) => (first.places[row] as number) * width + (second.places[row] ?? 0);
	const reportPair = (count: number, pair: number) => {
		if (count > 0) report(Math.floor(pair / width), pair % width, count);
	};
	if (first.values.length * width <= maxPairs) {
		const counts = new Uint32Array(first.values.length * width);
		for (const row of rows) {
			const pair = pairOf(row);
			counts[pair] = (counts[pair] as number) + 1;
		}
		counts.forEach(reportPair);
		return;
	}
	const counts = new Map<number, number>();
	for (const row of rows) {
		const pair = pairOf(row);
		counts.set(pair, (counts.get(pair) ?? 0) + 1);
	}
	counts.forEach(reportPair);
}
