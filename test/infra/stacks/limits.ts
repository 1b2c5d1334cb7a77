import { readFileSync, statSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { valuesAt, withValueAt } from "./limits/bounds.ts";
import type { Stack } from "./limits/rule.ts";
import { rules } from "./limits/rules.ts";
import { limits, unlimited } from "./limits/table.ts";

/** The values of a stack that break the limits of its services, each with the source of its limit. */
function excessesOf({ Resources }: Stack): string[] {
	return Object.entries(Resources).flatMap(([id, { Type, Properties = {} }]) => {
		const { source, bounds } = limits[Type] ?? { source: "", bounds: {} };
		return Object.entries(bounds).flatMap(([path, bound]) =>
			valuesAt(Properties, path)
				.filter((value) => !bound.holds(value))
				.map(
					(value) => `${id}, ${Type} ${path}: ${bound.says}, not ${JSON.stringify(value).slice(0, 200)} (${source})`,
				),
		);
	});
}

/** The names of a machine's states, including those of nested machines. */
function statesOf(machine: { States?: Record<string, object> }): string[] {
	return Object.entries(machine.States ?? {}).flatMap(([name, state]) => {
		const { Branches = [], ItemProcessor, Iterator } = state as Record<string, never>;
		return [name, ...[Branches, ItemProcessor ?? [], Iterator ?? []].flat().flatMap(statesOf)];
	});
}

const paths = Object.entries(limits).flatMap(([type, { bounds }]) =>
	Object.entries(bounds).map(([path, bound]) => ({ type, path, bound })),
);

/**
 * No emulator knows the limits of the services. Without these tests, a template that breaks one would only fail when it
 * is deployed.
 */
export function describeLimits(stacks: () => Record<string, Stack>): void {
	it("hold in every stack of every stage", () => {
		expect(Object.keys(stacks()).length).toBeGreaterThanOrEqual(8);
		for (const [name, stack] of Object.entries(stacks())) expect(excessesOf(stack), name).toEqual([]);
	});

	it.each(Object.entries(rules))("%s", (_, { broken, source }) => {
		for (const [name, stack] of Object.entries(stacks())) expect(broken(stack), `${name}: ${source}`).toEqual([]);
	});

	it("hold for the names of stacks and the size of the state machine", () => {
		for (const name of Object.keys(stacks())) expect(name).toMatch(/^[A-Za-z][A-Za-z0-9-]{0,127}$/);
		// https://docs.aws.amazon.com/step-functions/latest/dg/service-quotas.html
		expect(statSync("infra/workflows/async-search.asl.json").size).toBeLessThan(1_048_576 * 0.9);
	});

	it("hold for the names of states: at most 80 characters, each used once", () => {
		const names = statesOf(JSON.parse(readFileSync("infra/workflows/async-search.asl.json", "utf8")));
		expect(names.length).toBeGreaterThan(5);
		expect(names.filter((name, place) => name.length > 80 || names.indexOf(name) !== place)).toEqual([]);
	});

	it("are known for every resource type in a stack, and for no other", () => {
		const found = Object.values(stacks()).flatMap(({ Resources }) => Object.values(Resources));
		const types = new Set(found.map(({ Type }) => Type).filter((type) => !/^(Custom|AWS::CDK)::/.test(type)));
		expect([...Object.keys(limits), ...unlimited].toSorted()).toEqual([...types].toSorted());
		for (const [type, { bounds, unused = [] }] of Object.entries(limits)) {
			const meets = (path: string) =>
				found.some(({ Type, Properties = {} }) => Type === type && valuesAt(Properties, path).length > 0);
			// A path that no resource has would check nothing.
			expect(
				Object.keys(bounds).filter((path) => !meets(path)),
				type,
			).toEqual([...unused]);
		}
	});

	describe("detect a violation of", () => {
		it.each(paths)("$type $path", ({ type, path, bound }) => {
			for (const value of bound.bad) {
				const bad = { Resources: { bad: { Type: type, Properties: withValueAt(path, value) } } };
				expect(excessesOf(bad), JSON.stringify(value).slice(0, 100)).toHaveLength(1);
			}
		});

		it.each(Object.entries(rules))("the rule: %s", (_, { broken, bad }) => {
			expect(broken(bad)).not.toEqual([]);
		});
	});
}
