import { createCellMaker } from "../../../../shared/cell/model.ts";
import { percentOf } from "./percent.ts";
import { groupings, type Report } from "./report.ts";
import type { reportTexts } from "./texts.ts";

/**
 * All tables as one CSV for spreadsheets, UTF-8 with a byte order mark: names are guarded, counts are numbers.
 */
export function reportCsv({ outcomes, sum, tables }: Report, words: (typeof reportTexts)["ja"]): string {
	const cells = createCellMaker("excel");
	const lineOf = (texts: readonly string[], numbers: readonly (number | string)[]) =>
		[...texts.map((text) => cells.ofText(text)), ...numbers].map((cell) => `"${cell}"`).join(",");
	const figures = ({ calls, reached, byOutcome }: Report["sum"]) => [
		calls,
		reached,
		percentOf(reached, calls),
		...byOutcome,
	];
	const heading = [words.grouping, words.item, words.calls, words.reached, `${words.rate} (%)`];
	const lines = [
		lineOf([...heading, ...outcomes.map(({ label }) => label)], []),
		lineOf([words.all, ""], figures(sum)),
		...groupings.flatMap((by) => tables[by].map((line) => lineOf([words.groupings[by], line.label], figures(line)))),
	];
	return `\ufeff${lines.map((line) => `${line}\r\n`).join("")}`;
}
