import { promises, promisesAtLast } from "./audit.ts";
import type { Faults } from "./faults.ts";
import type { RunResult } from "./run.ts";

const shownOfEach = 20;

/** A run's work, faults and findings. */
export function summary(seed: string, { ledger, findings, notes }: RunResult, faults: Faults): string {
	const outcomes = Map.groupBy(ledger.corrections, ({ outcome }) => outcome);
	const corrections = [...outcomes].map(([outcome, all]) => `${all.length} ${outcome}`).join(", ");
	const byPromise = Map.groupBy(findings, ({ promise }) => promise);
	return [
		`Seed ${seed}`,
		`${ledger.calls.size} calls, each delivered three times; corrections: ${corrections || "none"};`,
		`${ledger.searches.size} searches, ${ledger.exports.size} asynchronous searches, ` +
			`${ledger.hopeless.size} messages that cannot be applied`,
		"",
		"Faults",
		...counted(faults.counts),
		"",
		"Answers",
		...counted(ledger.answers),
		"",
		"Promises",
		...[...new Set([...Object.keys({ ...promises, ...promisesAtLast }), ...byPromise.keys()])].flatMap((promise) => {
			const broken = byPromise.get(promise) ?? [];
			const more = broken.length > shownOfEach ? [`      … and ${broken.length - shownOfEach} more`] : [];
			return [
				`  ${broken.length === 0 ? "kept  " : "BROKEN"} ${promise}`,
				...broken.slice(0, shownOfEach).map(({ what }) => `      ${what}`),
				...more,
			];
		}),
		...(notes.length > 0 ? ["", "Notes", ...notes.map((note) => `  ${note}`)] : []),
	].join("\n");
}

function counted(counts: ReadonlyMap<string, number>): string[] {
	const names = [...counts.keys()].toSorted();
	return names.map((name) => `  ${String(counts.get(name)).padStart(6)}  ${name}`);
}
