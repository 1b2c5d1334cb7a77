import type { IndexPage, PageRequest } from "../call-history/index-reader.ts";
import type { CallHistoryEntry } from "../call-history/model.ts";
import { entryBytes, type Path, type Range, type TextRange, type TimeRange } from "./path.ts";

type StartKey = PageRequest["startKey"];

/** A stretch of a path that is still to be read. */
export interface Segment {
	readonly range: Range;
	/** Where reading continues. */
	readonly startKey: StartKey;
	/** At least 1. */
	readonly expectedEntries: number;
	/** Parts that each probably fit into one page. */
	split(): Segment[];
	/** What is unread after a page of it: one segment, or none. */
	remainder(page: IndexPage): Segment[];
	/** How many of the hits certainly come before the whole segment in time order. */
	countAhead(hits: readonly CallHistoryEntry[]): number;
}

/** In how many places at once a long period is sampled first. */
const firstSlices = 4;
/** Planned bytes of a later slice: far enough below a page of 1 MB for a day's peaks. */
const sliceBytes = 400_000;
const maxSlices = 64;

/** What to read first of a path: a few places of a long one, to estimate the density of its records. */
export function firstSegments(path: Path, newestFirst: boolean): Segment[] {
	if (!path.byTime) return path.bands.flat().map((range) => new TextSegment(range));
	const ranges = path.bands.flat();
	const whole = ranges.reduce((sum, range) => sum + lengthOf(range), 0);
	// A part of the records is a page or two; each slice would only be rounded up to a whole unit.
	const slicesOf = (range: TimeRange) => (path.share < 1 ? 1 : Math.round((firstSlices * lengthOf(range)) / whole));
	return ranges.flatMap((range) => slice(range, slicesOf(range)).map((part) => new TimeSegment(part, newestFirst)));
}

/** The segments of a path, band by band in the order in which they are read. */
export function segmentsByBand(path: Path, newestFirst: boolean): Segment[][] {
	const bands: Segment[][] = path.byTime
		? path.bands.map((band) => band.map((range) => new TimeSegment(range, newestFirst)))
		: path.bands.map((band) => band.map((range) => new TextSegment(range)));
	return newestFirst ? bands : bands.reverse();
}

class TimeSegment implements Segment {
	readonly range: TimeRange;
	readonly startKey: StartKey;
	private readonly newestFirst: boolean;
	/** Entries per millisecond; undefined until something of it has been read. */
	private readonly density: number | undefined;

	constructor(range: TimeRange, newestFirst: boolean, startKey?: StartKey, density?: number) {
		this.range = range;
		this.newestFirst = newestFirst;
		this.startKey = startKey;
		this.density = density;
	}

	get expectedEntries(): number {
		return Math.max(1, (this.density ?? 0) * lengthOf(this.range));
	}

	split(): Segment[] {
		if (this.density === undefined) return [this];
		const count = Math.ceil(this.expectedEntries / (sliceBytes / entryBytes));
		const slices = slice(this.range, Math.min(maxSlices, count));
		// The key to continue after belongs to the slice that is next in order.
		const next = this.newestFirst ? 0 : slices.length - 1;
		const startKeyOf = (index: number) => (index === next ? this.startKey : undefined);
		return slices.map((range, index) => new TimeSegment(range, this.newestFirst, startKeyOf(index), this.density));
	}

	remainder({ entries, examined, next }: IndexPage): Segment[] {
		if (!next) return [];
		const { startKey, calledAt } = next;
		const { range, newestFirst } = this;
		// From the first entry seen, because a day begins with a gap.
		const start = entries[0]?.calledAt ?? (newestFirst ? range.high : range.low);
		const density = examined / Math.max(1, Math.abs(start - calledAt));
		const rest = newestFirst ? { ...range, high: calledAt } : { ...range, low: calledAt };
		return [new TimeSegment(rest, newestFirst, startKey, density)];
	}

	countAhead(hits: readonly CallHistoryEntry[]): number {
		const { low, high } = this.range;
		let ahead = 0;
		for (const { calledAt } of hits) if (this.newestFirst ? calledAt > high : calledAt < low) ahead++;
		return ahead;
	}
}

/** In the order of a text, neither the density nor the times of the records are known. */
class TextSegment implements Segment {
	readonly range: TextRange;
	readonly startKey: StartKey;
	readonly expectedEntries = 1;

	constructor(range: TextRange, startKey?: StartKey) {
		this.range = range;
		this.startKey = startKey;
	}

	split(): Segment[] {
		return [this];
	}

	remainder({ next }: IndexPage): Segment[] {
		return next ? [new TextSegment(this.range, next.startKey)] : [];
	}

	countAhead(): number {
		return 0;
	}
}

/** Equal slices of a range of time, newest first. */
function slice(range: TimeRange, count: number): TimeRange[] {
	if (count <= 1) return [range];
	const { pk, low, high } = range;
	const step = Math.ceil(lengthOf(range) / count);
	const slices: TimeRange[] = [];
	for (let end = high; end >= low; end -= step) slices.push({ pk, low: Math.max(low, end - step + 1), high: end });
	return slices;
}

/** In milliseconds, both ends included. */
function lengthOf({ low, high }: TimeRange): number {
	return high - low + 1;
}
