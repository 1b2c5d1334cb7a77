import { expect, it } from "vitest";
import { environments } from "../../../infra/environments.ts";
import { functionNames, functionSpec } from "../../../infra/functions.ts";
import { envSchema } from "../../../shared/platform/env.ts";
import { lambdasOf } from "./lambdas.ts";
import { type Synthesized, text } from "./synthesized.ts";

/** A value as deployed, where the reference's name would not do: queue URLs, secrets and roles. */
function deployedValue(value: unknown): string {
	const plain = text(value);
	if (/^Queues\w+$/.test(plain)) return `https://sqs.ap-northeast-1.amazonaws.com/222222222222/${plain}`;
	return plain
		.replace(/\{\{resolve:secretsmanager:[^}]+\}\}/g, "x".repeat(43))
		.replace(/^(\w+TenantRole\w+)\.Arn$/, "arn:$1");
}

export function describeEnvironment(synthesized: () => Synthesized): void {
	it.each(functionNames)("%s gets the variables that its providers read, and no others", (name) => {
		const found = [...lambdasOf(synthesized().service), ...lambdasOf(synthesized().identity)].find(
			(lambda) => lambda.name === name,
		);
		const { NODE_OPTIONS, ...variables } = found?.properties.Environment?.Variables ?? {};
		expect(NODE_OPTIONS).toBe(functionSpec(name).nodeOptions);
		const given = Object.fromEntries(Object.entries(variables).map(([key, value]) => [key, deployedValue(value)]));
		const names = environments[name];
		expect(names).toEqual(expect.arrayContaining(Object.keys(given)));
		const schema = envSchema.pick(Object.fromEntries(names.map((key) => [key, true])) as never);
		const { success, error } = schema.safeParse({ AWS_REGION: "ap-northeast-1", ...given });
		expect(success, String(error)).toBe(true);
		// Only emulators have endpoints, and only functions that serve a tenant get its role.
		const expected = names.filter((key) => key !== "AWS_REGION" && !key.endsWith("_ENDPOINT"));
		const bound = functionSpec(name).serves === "tenant";
		expect(Object.keys(given).toSorted()).toEqual(
			expected.filter((key) => bound || key !== "TENANT_ROLE_ARN").toSorted(),
		);
	});
}
