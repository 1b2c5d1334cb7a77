import type { Figure, Section } from "./figures.ts";
import type { Searched } from "./retention-child.ts";
import { type Expected, pageSize, type RetentionSearch, retentionSearches } from "./retention-searches.ts";
import type { MadeRetention } from "./whole-retention.ts";

/** Megabytes that a searching process may use. */
const memoryBound = 512;

/** Differences between a search's result and the plain records. */
export function differences({ what }: RetentionSearch, expected: Expected, searched: Searched): string[] {
	const wrong: string[] = [];
	if (searched.total !== expected.total) wrong.push(`${what}: ${searched.total} hits instead of ${expected.total}`);
	const rows = expected.rows.slice(0, 2 * pageSize).map(({ callId }) => callId);
	const firstWrong = rows.findIndex((callId, place) => callId !== searched.rows[place]);
	if (firstWrong >= 0 || rows.length !== searched.rows.length) {
		wrong.push(
			`${what}: ${searched.rows.length} rows instead of ${rows.length}, the first different one at ${firstWrong}`,
		);
	}
	for (const [facet, counts] of Object.entries(expected.facets)) {
		const found = Object.fromEntries((searched.facets[facet] ?? []).map(({ value, count }) => [value, count]));
		const values = new Set([...Object.keys(counts), ...Object.keys(found)]);
		for (const value of values) {
			if (found[value] !== counts[value])
				wrong.push(`${what}: ${found[value]} of ${facet} ${value} instead of ${counts[value]}`);
		}
	}
	return wrong;
}

export function sectionsOf(
	{ packs, records, bytes, expected }: MadeRetention,
	searched: readonly Searched[],
): Section[] {
	const of = (figure: (search: RetentionSearch, found: Searched, place: number) => Figure): Figure[] =>
		retentionSearches.map((search, place) => figure(search, searched[place] as Searched, place));
	const exact = true;
	const note =
		`${records.toLocaleString("en")} records of 36 days in ${packs.length} packs of ${(bytes / 1e6).toFixed(0)} MB. ` +
		"Every total, count and row was checked against the plain records.";
	return [
		{
			title: "Whole retention: read units",
			note: `${note} Without the directory, the page's rows and their pointers.`,
			figures: of(({ what }, { readUnits }) => ({ what, unit: "RCU", value: readUnits, bound: { value: 20 }, exact })),
		},
		{
			title: "Whole retention: sequential calls",
			note:
				"To table and S3. Packs are requested 64 MB ahead; a keyword reads three times as much, and searches each " +
				"part while the next one arrives.",
			figures: of(({ what }, { trips }) => ({
				what,
				unit: "calls",
				value: trips,
				...(what.startsWith("a keyword") ? {} : { bound: { value: 5 }, exact }),
			})),
		},
		{
			title: "Whole retention: requests to S3",
			note: "Floor: one per pack.",
			figures: of(({ what }, { requests }) => ({ what, unit: "GETs", value: requests, floor: packs.length })),
		},
		{
			title: "Whole retention: bytes per record",
			note: "From S3, with the call ids of the page's rows.",
			figures: of(({ what }, found) => ({ what, unit: "bytes", value: found.bytes / records })),
		},
		{
			title: "Whole retention: wall time",
			note: "Medians of three; one search at a time, in one process, with the engines on the same machine.",
			figures: of(({ what, wallBound }, { wallSeconds }) => ({
				what,
				unit: "s",
				value: wallSeconds,
				...(wallBound ? { bound: { value: wallBound } } : {}),
			})),
		},
		{
			title: "Whole retention: the next page",
			note: "In time order; wall time, if there is a next page.",
			figures: of(({ what }, { nextSeconds }) => ({ what, unit: "s", value: nextSeconds })).filter(
				(_, place) => (expected[place]?.total ?? 0) > pageSize,
			),
		},
		{
			title: "Whole retention: CPU per record",
			note: "All CPU of the searching process.",
			figures: of(({ what }, { cpuSeconds }) => ({ what, unit: "µs", value: (cpuSeconds * 1e6) / records })),
		},
		{
			title: "Whole retention: memory",
			note: "The largest resident size so far of a process that only makes these searches, one after another.",
			figures: of(({ what }, { peakMb }) => ({ what, unit: "MB", value: peakMb, bound: { value: memoryBound } })),
		},
	];
}
