import type { CallHistoryReader } from "../call-history/reader.ts";
import { batchExpiresAt, type Directory } from "../directory/model.ts";
import type { Criteria } from "../search/criteria.ts";
import { pushDown } from "../search/filter.ts";
import { createMatcher } from "../search/matcher.ts";
import { entryBytes, type Path, type Range } from "../search/path.ts";
import { dayMs, startOfJstDate } from "../time/model.ts";

export interface Estimate {
	/** Entries to examine. */
	entries: number;
	hits: number;
	/** Whether these are exact. */
	exact: boolean;
	/** The part of the period in which records are expected, both ends included; epoch milliseconds. */
	busy: { low: number; high: number };
}

interface Sample {
	examined: number;
	hits: number;
	/** Where reading stopped, in epoch milliseconds; undefined if the range was read to its end. */
	readUntil: number | undefined;
}

const sampleCount = 12;
/** Bytes read for half a read unit. */
const lookBytes = 4096;

/** Samples a path, for half a read unit each time, to estimate how much there is to export. */
export async function estimate(
	reader: Pick<CallHistoryReader, "readPage">,
	{ tenantId, path, criteria, directory }: { tenantId: string; path: Path; criteria: Criteria; directory: Directory },
): Promise<Estimate> {
	const matches = createMatcher(criteria, directory);
	const { filter } = pushDown(criteria, path.index);
	const look = async (range: Range, limit: number): Promise<Sample> => {
		const request = { tenantId, index: path.index, ...range, newestFirst: false, filter, limit, countOnly: false };
		const { entries, examined, next } = await reader.readPage(request);
		return { examined, hits: entries.filter(matches).length, readUntil: next?.calledAt };
	};

	const busy = busyPart(criteria, directory);
	const size = Math.floor(lookBytes / entryBytes);
	const whole = await Promise.all(path.bands.flat().map((range) => look(range, size)));
	const isWhole = whole.every(({ readUntil }) => readUntil === undefined);
	if (isWhole || !path.byTime) {
		return { entries: sum(whole, "examined"), hits: sum(whole, "hits"), exact: path.byTime, busy };
	}
	// One range at each of several moments, spread evenly and off every round hour; ranges that cover the same time stand
	// for each other.
	const ranges = path.bands.flat();
	const step = (busy.high - busy.low) / sampleCount;
	const samples = await Promise.all(
		Array.from({ length: sampleCount }, async (_, index) => {
			const moment = Math.floor(busy.low + (index + 0.37) * step);
			const there = ranges.filter(({ low, high }) => moment >= low && moment <= high);
			const range = there[index % Math.max(1, there.length)];
			if (!range) return { examined: 0, hits: 0, density: 0 };
			const { examined, hits, readUntil = range.high } = await look({ ...range, low: moment }, size);
			return { examined, hits, density: (there.length * examined) / Math.max(1, readUntil - moment) };
		}),
	);
	const density = samples.reduce((total, sample) => total + sample.density, 0) / sampleCount;
	const seen = [...whole, ...samples];
	const entries = Math.max(sum(whole, "examined"), density * (busy.high - busy.low));
	const hitRate = sum(seen, "hits") / Math.max(1, sum(seen, "examined"));
	return { entries: Math.round(entries), hits: Math.round(entries * hitRate), exact: false, busy };
}

function sum<Name extends "examined" | "hits">(samples: readonly Record<Name, number>[], name: Name): number {
	return samples.reduce((total, sample) => total + sample[name], 0);
}

/**
 * Calls happen while their batches run, so a period of years is mostly empty. Only a hint for where to sample and to
 * split.
 */
function busyPart({ period }: Criteria, directory: Directory): { low: number; high: number } {
	const batches = [...directory.batches.values()];
	const starts = batches.map((batch) => startOfJstDate(batch.startsOn));
	const ends = batches.map((batch) => batchExpiresAt(batch) - 89 * dayMs);
	const [all, last] = [period.from, period.to - 1];
	const low = Math.max(all, Math.min(last, ...starts));
	const high = Math.min(last, Math.max(low, ...ends));
	return low < high ? { low, high } : { low: all, high: last };
}
