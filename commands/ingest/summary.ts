import type { Tally } from "./batches.ts";
import type { Drained } from "./drain.ts";

/** The outcomes of all lines. The figures of each indented list add up to the one above it. */
export function summarise(tally: Tally, drained: Drained | undefined): string {
	const rows: [string, number][] = [
		["lines read", tally.lines],
		["  blank", tally.blank],
		["  not JSON, not sent", tally.notJson],
		["  too large, not sent", tally.tooLarge],
		["  refused by the queue, not sent", tally.refused],
		["  sent", tally.sent],
	];
	if (drained) {
		const { waiting, dead, reasons } = drained;
		rows.push(["    applied", Math.max(0, tally.sent - dead - waiting)], ["    dead-lettered", dead]);
		for (const { reason, count } of reasons) rows.push([`      ${reason ?? "received too often"}`, count]);
		rows.push(["    still waiting", waiting]);
	}
	const shown = rows.filter(([label, count]) => count > 0 || !label.startsWith("  refused"));
	const width = Math.max(...shown.map(([label]) => label.length));
	return shown.map(([label, count]) => `${label.padEnd(width)}  ${count.toLocaleString("en").padStart(10)}`).join("\n");
}

/** 1: some lines were not sent; 2: all were sent, but not all have been applied or refused. */
export function exitCode(tally: Tally, drained: Drained | undefined): number {
	if (tally.notJson + tally.tooLarge + tally.refused > 0) return 1;
	return drained && drained.waiting > 0 ? 2 : 0;
}
