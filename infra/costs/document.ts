import { callsOfTenant, type Line, ofInstallation, ofTenant, tracesOf } from "./lines.ts";
import { behindEngine, searchEngine, usualDesign } from "./others.ts";
import { type Price, prices } from "./prices.ts";
import { tenant } from "./work.ts";

const tenants = [1, 10, 100];

const costOf = ({ count, price }: Line) => count * prices[price];
const total = (lines: readonly Line[]) => lines.reduce((sum, line) => sum + costOf(line), 0);

/** docs/costs.md, as `npm run costs` writes it. */
export function writtenCosts(): string {
	const perTenant = ofTenant.flatMap(({ lines }) => lines);
	const traces = (times: number): Line => ({
		what: "traces",
		count: tracesOf(callsOfTenant * times),
		price: "a trace",
	});
	const all = (times: number) => times * total(perTenant) + total(ofInstallation) + costOf(traces(times));
	const table = ofTenant.find(({ title }) => title === "table")?.lines ?? [];
	const compared: [string, (times: number) => number][] = [
		["Rireki's table and packs", (times) => times * total([...table, ...packLines(perTenant)])],
		["the usual design: its table", (times) => times * total(usualDesign)],
		[
			"a managed search engine, and the table behind it",
			(times) => total(searchEngine) * Math.max(1, times / 50) + times * total(behindEngine),
		],
	];
	return `# What a month costs

Written by \`npm run costs\` from the units that each piece of work takes ([units.ts](../infra/costs/units.ts),
measured), the amount of work ([work.ts](../infra/costs/work.ts), assumed) and the list prices of Tokyo
([prices.ts](../infra/costs/prices.ts)); change them there. In USD, before free allowances and tax. The functions'
durations are assumed: only a deployed stage can show them.

A tenant has ${number(tenant.calls)} calls a month; ${tenant.supervisors} supervisors, who on each of
${tenant.workingDays} days make ${tenant.searches} searches of one day and open ${tenant.details} details;
${number(tenant.corrections)} corrections; ${number(tenant.recordings)} recordings of two minutes;
and ${tenant.exports} exports of 100,000 rows. Records are kept for ${tenant.monthsKept} months. Columns with more
calls are for more such tenants.

${markdown([
	["what", "count", "price", ...tenants.map((times) => `${number(times * tenant.calls)} calls`)],
	...ofTenant.flatMap(({ title, lines }) => [
		...lines.map((line) => row(line)),
		sumRow(title, (times) => times * total(lines)),
	]),
	rowOf(traces(1), (times) => costOf(traces(times))),
	...ofInstallation.map((line) => rowOf(line, () => costOf(line))),
	sumRow("fixed costs", () => total(ofInstallation)),
	sumRow("a month", all),
	["a call", "", "", ...tenants.map((times) => (all(times) / times / tenant.calls).toFixed(5))],
])}
## Compared with other designs

For taking in, searching, correcting and keeping the same records; everything else costs about the same.

${markdown([
	["", ...tenants.map((times) => `${number(times * tenant.calls)} calls`)],
	...compared.map(([name, cost]) => [name, ...tenants.map((times) => cost(times).toFixed(2))]),
])}
The usual design keeps complete records in the table and in eight indexes, one per condition; a search for a name or
for a word of a memo reads the whole period, so a search over months times out. The search engine answers those, too,
but it costs the same before the first call, and it has its own copy, which must be kept in sync, updated after a
correction, and emptied when records expire.
`;
}

function packLines(lines: readonly Line[]): Line[] {
	return lines.filter(({ what }) => what.includes("packs"));
}

function row(line: Line): string[] {
	return rowOf(line, (times) => times * costOf(line));
}

function rowOf({ what, count, price }: Line, cost: (times: number) => number): string[] {
	return [what, number(count), priceText(price), ...tenants.map((times) => cost(times).toFixed(2))];
}

function sumRow(title: string, cost: (times: number) => number): string[] {
	return [`**${title}**`, "", "", ...tenants.map((times) => `**${cost(times).toFixed(2)}**`)];
}

function priceText(price: Price): string {
	const usd = prices[price];
	return usd < 0.001
		? `${Number((usd * 1e6).toPrecision(4))} a million: ${price}`
		: `${Number(usd.toPrecision(4))} ${price}`;
}

function number(value: number): string {
	return value < 10 ? String(Number(value.toPrecision(2))) : Math.round(value).toLocaleString("en");
}

function markdown(rows: readonly string[][]): string {
	const [head = [], ...rest] = rows;
	const rule = head.map((_, column) => (column === 0 || head[column] === "price" ? "---" : "---:"));
	return [head, rule, ...rest].map((cells) => `| ${cells.join(" | ")} |\n`).join("");
}
