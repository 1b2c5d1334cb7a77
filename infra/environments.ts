import type { Env } from "../shared/platform/env.ts";
import { type FunctionName, functionNames } from "./functions.ts";

/** Lambda sets the region, `serves` the role, and `edgeOnly` the origin keys; endpoints are for emulators. */
const setElsewhere = ["AWS_REGION", "TENANT_ROLE_ARN", "ORIGIN_KEYS"] as const;

/** Environment variables that the stack of a function sets. */
export type EnvName = Exclude<keyof Env, (typeof setElsewhere)[number] | `${string}_ENDPOINT`>;

const isSetHere = (name: keyof Env): name is EnvName =>
	!(setElsewhere as readonly string[]).includes(name) && !name.endsWith("_ENDPOINT");

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
	return environments[name].filter(isSetHere).toSorted();
}
