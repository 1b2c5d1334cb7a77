import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { type FunctionName, functionNames, functionSpec } from "../../../infra/functions.ts";
import * as deps from "../../../shared/platform/deps.ts";
import { envSchema } from "../../../shared/platform/env.ts";
import { lambdasOf } from "./lambdas.ts";
import { type Synthesized, text } from "./synthesized.ts";

/** The names that a function file hands to `lambda(createHandler, names, …)`; a route has one more. */
function namesTaken(name: FunctionName): string[] {
	const source = readFileSync(`functions/${name}.ts`, "utf8");
	const [, variable = ""] = /= (?:lambda|apiLambda)\(\s*createHandler,\s*(\w+|\{\}),/.exec(source) ?? [];
	if (variable === "{}") return [];
	const names = (deps as unknown as Record<string, object>)[variable];
	if (!names) throw new Error(`functions/${name}.ts takes no environment of shared/platform/deps.ts`);
	return [...Object.keys(names), ...(name.startsWith("api/") ? ["ORIGIN_KEYS"] : [])];
}

/** What a reference becomes when it is deployed, where it is not its own name: queues' URLs, and the secret. */
function deployedValue(value: unknown): string {
	const plain = text(value);
	if (/^Queues\w+$/.test(plain)) return `https://sqs.ap-northeast-1.amazonaws.com/222222222222/${plain}`;
	return plain
		.replace(/\{\{resolve:secretsmanager:[^}]+\}\}/g, "x".repeat(43))
		.replace(/^(\w+TenantRole\w+)\.Arn$/, "arn:$1");
}

export function describeEnvironment(synthesized: () => Synthesized): void {
	it.each(functionNames)("%s gets what its schema asks for, and nothing else", (name) => {
		const found = [...lambdasOf(synthesized().service), ...lambdasOf(synthesized().identity)].find(
			(lambda) => lambda.name === name,
		);
		const { NODE_OPTIONS, ...variables } = found?.properties.Environment?.Variables ?? {};
		expect(NODE_OPTIONS).toBe(functionSpec(name).nodeOptions);
		const given = Object.fromEntries(Object.entries(variables).map(([key, value]) => [key, deployedValue(value)]));
		const names = namesTaken(name);
		expect(names).toEqual(expect.arrayContaining(Object.keys(given)));
		const schema = envSchema.pick(Object.fromEntries(names.map((key) => [key, true])) as never);
		const { success, error } = schema.safeParse({ AWS_REGION: "ap-northeast-1", ...given });
		expect(success, String(error)).toBe(true);
		// An endpoint belongs to an emulator, and a tenant's role to whatever serves a tenant.
		const expected = names.filter((key) => key !== "AWS_REGION" && !key.endsWith("_ENDPOINT"));
		const bound = functionSpec(name).serves === "tenant";
		expect(Object.keys(given).toSorted()).toEqual(
			expected.filter((key) => bound || key !== "TENANT_ROLE_ARN").toSorted(),
		);
	});
}
