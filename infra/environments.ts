import type { Env } from "../shared/platform/env.ts";
import { type FunctionName, functionNames } from "./functions.ts";

/**
 * Environment variables that CDK sets. The region comes from Lambda, endpoints are for emulators, roles follow from
 * `serves`, and origin keys from `edgeOnly`.
 */
export type EnvName = Exclude<keyof Env, "AWS_REGION" | "TENANT_ROLE_ARN" | "ORIGIN_KEYS" | `${string}_ENDPOINT`>;

const isSet = (name: keyof Env): name is EnvName =>
	!["AWS_REGION", "TENANT_ROLE_ARN", "ORIGIN_KEYS"].includes(name) && !name.endsWith("_ENDPOINT");

/** The variables that each function reads: those of its handler's providers. */
export const environments = Object.fromEntries(
	await Promise.all(
		functionNames.map(async (name): Promise<[FunctionName, readonly (keyof Env)[]]> => {
			const module: { handler: { env: readonly (keyof Env)[] } } = await import(
				new URL(`../functions/${name}.ts`, import.meta.url).href
			);
			return [name, module.handler.env];
		}),
	),
) as Readonly<Record<FunctionName, readonly (keyof Env)[]>>;

/** The variables that a function's stack has to set. */
export function environmentOf(name: FunctionName): readonly EnvName[] {
	return environments[name].filter(isSet).toSorted();
}
