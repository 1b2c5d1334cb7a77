import type { FacetCount, SearchResult } from "../../../../shared/search/answer.ts";
import type { Facet } from "../../../../shared/search/facet-model.ts";
import { byLabel } from "../search/by-label.ts";
import type { reportTexts } from "./texts.ts";

/** The groupings of the report's tables. */
export const groupings = ["campaign", "agent", "hour", "weekday"] as const;
export type Grouping = (typeof groupings)[number];

/**
 * The facets of a report: results and persons reached, by each grouping. Agents come last, because there may be many.
 */
export const reportFacets: Facet[] = (["hour", "weekday", "campaign", "agent"] as const).flatMap((by) => [
	`${by}.talkedWith` as const,
	`${by}.result` as const,
]);

/** A result. Results of the same name in several campaigns are merged. */
export interface Outcome {
	label: string;
	/** Absent if no condition matches it: for calls without a result, and for merged results. */
	ids: string[];
}

interface Figures {
	calls: number;
	/** Calls that reached a person. */
	reached: number;
	/** By the report's outcomes. */
	byOutcome: number[];
}

export interface Line extends Figures {
	/** The value that its calls share: null for none, undefined for the remainder. */
	value: string | null | undefined;
	label: string;
}

export interface Report {
	/** The most frequent ones first. */
	outcomes: Outcome[];
	sum: Figures;
	tables: Record<Grouping, Line[]>;
}

/** Labels that the API lacks, or has in one language only. */
export type ReportWords = Pick<(typeof reportTexts)["ja"], "noValue" | "rest" | "hour" | "weekdays"> & {
	systemResultLabels: Partial<Record<string, string>>;
};

/**
 * Makes tables from counts. Each call of the period is counted in one line of each table: counts that did not fit the
 * answer form a line, or an outcome, of their own.
 */
export function toReport({ total, facets = {} }: Pick<SearchResult, "total" | "facets">, words: ReportWords): Report {
	const labelOf = ({ value, label }: Pick<FacetCount, "value" | "label">) =>
		value === null ? words.noValue.result : (words.systemResultLabels[value] ?? label ?? value);
	const counted = (facets["weekday.result"] ?? []).flatMap(({ split = [] }) => split);
	const outcomes = byLabel(counted, labelOf).map(({ label, ids }) => ({ label, ids }));
	const places = new Map(outcomes.map(({ label }, place) => [label, place]));
	const rest = outcomes.length;

	const figuresOf = (result: FacetCount | undefined, talkedWith: FacetCount | undefined): Figures => {
		const calls = result?.count ?? 0;
		const byOutcome = Array<number>(rest + 1).fill(0);
		for (const one of result?.split ?? []) increase(byOutcome, places.get(labelOf(one)) ?? rest, one.count);
		increase(byOutcome, rest, calls - sumOf(byOutcome));
		const reached = (talkedWith?.split ?? []).filter(({ value }) => value !== null).map(({ count }) => count);
		return { calls, reached: sumOf(reached), byOutcome };
	};
	const tableOf = (by: Grouping): Line[] => {
		const results = new Map(facets[`${by}.result`]?.map((count) => [count.value, count]));
		const talkedWith = new Map(facets[`${by}.talkedWith`]?.map((count) => [count.value, count]));
		const lineOf = (value: string | null, label: string) => ({
			value,
			label,
			...figuresOf(results.get(value), talkedWith.get(value)),
		});
		if (by === "hour") return Array.from({ length: 24 }, (_, hour) => lineOf(String(hour), words.hour(hour)));
		if (by === "weekday") return words.weekdays.map((label, index) => lineOf(String(index + 1), label));
		return [...results.values()].map(({ value, label }) => lineOf(value, label ?? value ?? words.noValue[by]));
	};

	const hours = tableOf("hour");
	const sum = hours.reduce<Figures>((all, line) => combined(all, line, 1), {
		calls: 0,
		reached: 0,
		byOutcome: Array<number>(rest + 1).fill(0),
	});
	const tables = Object.fromEntries(
		groupings.map((by) => {
			const lines = by === "hour" ? hours : tableOf(by);
			const left = lines.reduce<Figures>((all, line) => combined(all, line, -1), sum);
			return [by, left.calls > 0 ? [...lines, { value: undefined, label: words.rest, ...left }] : lines];
		}),
	) as Report["tables"];
	const lines = [sum, ...groupings.flatMap((by) => tables[by])];
	const report = { outcomes: [...outcomes, { label: words.rest, ids: [] }], sum: { ...sum, calls: total }, tables };
	return lines.some(({ byOutcome }) => byOutcome[rest] !== 0) ? report : withOutcomes(report, rest, words.rest);
}

/** The report with a limited number of outcomes; the less frequent ones are merged. */
export function withOutcomes(report: Report, most: number, restLabel: string): Report {
	if (report.outcomes.length <= most) return report;
	// An empty remainder is not shown.
	const kept = sumOf(report.sum.byOutcome.slice(most)) > 0 ? most - 1 : most;
	const shorten = <F extends Figures>(figures: F): F => {
		const left = sumOf(figures.byOutcome.slice(kept));
		return { ...figures, byOutcome: [...figures.byOutcome.slice(0, kept), ...(kept < most ? [left] : [])] };
	};
	return {
		outcomes: [...report.outcomes.slice(0, kept), ...(kept < most ? [{ label: restLabel, ids: [] }] : [])],
		sum: shorten(report.sum),
		tables: Object.fromEntries(groupings.map((by) => [by, report.tables[by].map(shorten)])) as Report["tables"],
	};
}

function combined(a: Figures, b: Figures, sign: 1 | -1): Figures {
	return {
		calls: a.calls + sign * b.calls,
		reached: a.reached + sign * b.reached,
		byOutcome: a.byOutcome.map((count, index) => count + sign * (b.byOutcome[index] ?? 0)),
	};
}

function increase(counts: number[], place: number, by: number): void {
	counts[place] = (counts[place] ?? 0) + by;
}

function sumOf(counts: readonly number[]): number {
	return counts.reduce((sum, count) => sum + count, 0);
}
