import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import type { Synthesized } from "./synthesized.ts";

const text = readFileSync("docs/operations.md", "utf8");

/** Names of resources that operators create by hand. */
const madeByHand = ["rireki-prod-restored"];

const distinct = (pattern: RegExp, group = 0) => [...new Set([...text.matchAll(pattern)].map((match) => match[group]))];

export function describeOperations(synthesized: () => Synthesized): void {
	const stacks = ["mail", "data", "identity", "service", "web"] as const;
	const outputs = () =>
		stacks.flatMap((name) =>
			Object.keys(synthesized()[name].template.toJSON().Outputs ?? {}).filter(
				(output) => !output.startsWith("Exports"),
			),
		);

	it("names only what is deployed", () => {
		const templates = stacks.map((name) => JSON.stringify(synthesized()[name].template.toJSON())).join();
		const names = distinct(/rireki-(?:<stage>|dev|prod)[\w-]*(?:\*|ACCOUNT)?/g).map((name = "") =>
			name.replace(/-(?:<stage>|dev)/, "-prod").replace("ACCOUNT", "222222222222"),
		);
		expect(names.length).toBeGreaterThan(15);
		for (const name of names) {
			if (madeByHand.includes(name) || stacks.some((stack) => name === `rireki-prod-${stack}`)) continue;
			const known = name.endsWith("-*") ? templates.includes(name.slice(0, -1)) : isWhole(templates, name);
			expect(known, name).toBe(true);
		}
	});

	it("names every output, and none that does not exist", () => {
		expect(distinct(/`([A-Z][a-z]+[A-Z]\w*)`/g, 1).toSorted()).toEqual(outputs().toSorted());
	});

	it("has a row for every alarm, with severity, query and action, and no other row", () => {
		const alarms = stacks.flatMap((name) =>
			synthesized()
				[name].ofType("AWS::CloudWatch::Alarm")
				.map(({ properties }) => String(properties.AlarmName)),
		);
		const rows = [...text.matchAll(/^\| `([\w-]+)` \| (?:page|day) \| [^|]+ \| [^|]+ \|$/gm)].map(([, name]) => name);
		expect(rows.toSorted()).toEqual(alarms.map((name) => name.replace("rireki-prod-", "")).toSorted());
	});

	it("runs only npm scripts that exist", () => {
		const { scripts } = JSON.parse(readFileSync("package.json", "utf8"));
		for (const script of distinct(/npm run ([\w:-]+)/g, 1)) expect(Object.keys(scripts), script).toContain(script);
	});
}

/** Whether a name occurs as a whole, not only as the beginning of another. */
function isWhole(templates: string, name: string): boolean {
	return new RegExp(`${name}(?![\\w-])`).test(templates);
}
