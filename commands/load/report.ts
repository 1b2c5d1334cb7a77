import type { SearchReport } from "../../bench/searches.ts";
import type { Intake } from "./dialler.ts";
import type { Answered } from "./target.ts";

interface Row {
	what: string;
	count: number;
	perSecond: number;
	milliseconds: { p50: number; p97_5: number; p99: number; max: number };
	statuses: Record<string, number>;
}

export function percentilesOf(values: readonly number[]): Row["milliseconds"] {
	const sorted = values.toSorted((a, b) => a - b);
	const at = (part: number) => Math.round(sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? 0);
	return { p50: at(0.5), p97_5: at(0.975), p99: at(0.99), max: at(1) };
}

export function rowOfSearches(what: string, report: SearchReport): Row {
	const { latency, requests, errors, timeouts } = report;
	const answered = Object.entries(report.statusCodeStats).map(([status, { count }]) => [status, count] as const);
	const silent = errors + timeouts > 0 ? [["none", errors + timeouts] as const] : [];
	const statuses = Object.fromEntries([...answered, ...silent]);
	return { what, count: requests.total, perSecond: requests.average, milliseconds: latency, statuses };
}

export function rowOfAnswers(what: string, answers: readonly Answered[], seconds: number): Row {
	const statuses: Record<string, number> = {};
	for (const { status } of answers) statuses[status || "none"] = (statuses[status || "none"] ?? 0) + 1;
	const milliseconds = percentilesOf(answers.map((answer) => answer.milliseconds));
	return { what, count: answers.length, perSecond: answers.length / seconds, milliseconds, statuses };
}

export function rowOfIntake({ sent, refused, delays, lost }: Intake, seconds: number): Row {
	const statuses = { sent, ...(refused ? { refused } : {}), ...(lost ? { "not found": lost } : {}) };
	const what = "calls, from the queue to the API";
	return { what, count: sent, perSecond: sent / seconds, milliseconds: percentilesOf(delays), statuses };
}

/** The rows as a Markdown table. */
export function toTable(rows: readonly Row[]): string {
	const lines = rows.map(({ what, count, perSecond, milliseconds: { p50, p97_5, p99, max }, statuses }) => {
		const answered = Object.entries(statuses).map(([status, times]) => `${status}: ${times}`);
		const milliseconds = `${p50} | ${p97_5} | ${p99} | ${max}`;
		return `| ${what} | ${count} | ${perSecond.toFixed(1)} | ${milliseconds} | ${answered.join(", ")} |`;
	});
	const head = [
		"| | number | per second | p50 ms | p97.5 | p99 | longest | answers |",
		"|---|--:|--:|--:|--:|--:|--:|---|",
	];
	return [...head, ...lines].join("\n");
}

/** Requests without an answer, or with a fault of the service. Throttling is counted separately. */
export function faultsOf(rows: readonly Row[]): { faults: number; throttled: number; refused: number } {
	const sum = (matches: (status: string) => boolean) =>
		rows
			.flatMap(({ statuses }) => Object.entries(statuses))
			.reduce((total, [status, count]) => total + (matches(status) ? count : 0), 0);
	return {
		faults: sum((status) => /^5\d\d$|^none$|^not found$|^refused$/.test(status)),
		throttled: sum((status) => status === "429"),
		refused: sum((status) => /^4\d\d$/.test(status) && status !== "429"),
	};
}
