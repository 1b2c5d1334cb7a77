/** One measured figure, as a row of the table. */
export interface Figure {
	what: string;
	value: number;
	unit: string;
	/** The minimum for the same work, in the same unit, measured in the same run. */
	floor?: number;
	/** The value before closed time was packed, in the same unit. */
	today?: number;
	/** The bound, on the value or on its ratio to the floor. */
	bound?: { value: number } | { ratio: number } | { atLeast: number };
	/** Whether the figure is independent of the machine; exceeding its bound then fails the run. */
	exact?: boolean;
}

export interface Section {
	title: string;
	/** Explains the floor, and anything else that a reader needs to know. */
	note: string;
	figures: Figure[];
}

export function isExceeded({ value, floor, bound }: Figure): boolean {
	if (!bound) return false;
	if ("atLeast" in bound) return value < bound.atLeast;
	return "value" in bound ? value > bound.value : value > bound.ratio * (floor ?? 0);
}

/** A section in Markdown. */
export function toMarkdown({ title, note, figures }: Section): string {
	const all = [["", "measured", "floor", "ratio", "before", "bound", ""], ...figures.map(toCells)];
	const hasToday = figures.some(({ today }) => today !== undefined);
	const rows = all.map((cells) => (hasToday ? cells : cells.filter((_, column) => column !== 4)));
	const widths = rows[0]?.map((_, column) => Math.max(3, ...rows.map((row) => width(row[column] ?? "")))) ?? [];
	const pad = (text: string, column: number) => {
		const gap = " ".repeat((widths[column] ?? 0) - width(text));
		return column === 0 ? text + gap : gap + text;
	};
	const [head = "", ...lines] = rows.map((row) => `| ${row.map(pad).join(" | ")} |`);
	const rules = widths.map((size, column) => (column === 0 ? "-".repeat(size) : `${"-".repeat(size - 1)}:`));
	const rule = `| ${rules.join(" | ")} |`;
	return [`### ${title}`, "", note, "", head, rule, ...lines, ""].join("\n");
}

function toCells(figure: Figure): string[] {
	const { what, value, unit, floor, today, bound } = figure;
	const inUnit = (number: number | undefined) => (number === undefined ? "" : `${shown(number)} ${unit}`);
	const ratio = !floor ? "" : `${(value / floor).toFixed(2)} ×`;
	const promised = bound ? shownBound(bound, inUnit) : "";
	const mark = !bound ? "" : isExceeded(figure) ? "**exceeded**" : "ok";
	return [what, inUnit(value), inUnit(floor), ratio, inUnit(today), promised, mark];
}

function shownBound(bound: NonNullable<Figure["bound"]>, inUnit: (number: number) => string): string {
	if ("ratio" in bound) return `${bound.ratio.toFixed(2)} ×`;
	return "value" in bound ? inUnit(bound.value) : `at least ${inUnit(bound.atLeast)}`;
}

function shown(value: number): string {
	const digits = Number.isInteger(value) || value >= 1000 ? 0 : value >= 10 ? 1 : 2;
	return value.toLocaleString("en", { minimumFractionDigits: digits, maximumFractionDigits: digits });
}

function width(text: string): number {
	return [...text].length;
}

export function median(values: readonly number[]): number {
	const sorted = values.toSorted((a, b) => a - b);
	return ((sorted[(sorted.length - 1) >> 1] ?? Number.NaN) + (sorted[sorted.length >> 1] ?? Number.NaN)) / 2;
}

/**
 * CPU microseconds per record of several ways to work through the same records. They take turns, so that other load
 * affects them all; the first turn warms up the compiler. Engines in separate processes are not counted.
 */
export async function takeTurns<Name extends string>(
	records: number,
	ways: Record<Name, () => unknown>,
	turns = 6,
): Promise<Record<Name, number>> {
	const taken = new Map<string, number[]>();
	for (let turn = 0; turn < turns; turn++) {
		for (const [name, way] of Object.entries<() => unknown>(ways)) {
			// Garbage of the previous variant must not be charged to this one.
			globalThis.gc?.();
			const before = process.cpuUsage();
			await way();
			const { user, system } = process.cpuUsage(before);
			if (turn > 0) taken.set(name, [...(taken.get(name) ?? []), (user + system) / records]);
		}
	}
	return Object.fromEntries([...taken].map(([name, values]) => [name, median(values)])) as Record<Name, number>;
}
