import { envSchema } from "./env.ts";
import { namesOf, type Provider, type Providers } from "./provider.ts";

/**
 * Creates dependencies from an environment. It reads only the variables that their providers need.
 * @throws ZodError if one is missing or malformed
 */
export function provide<Deps>(providers: Providers<Deps>, source: Readonly<Record<string, unknown>>): Deps {
	const entries = Object.entries(providers) as [keyof Deps, Provider<Deps[keyof Deps]>][];
	const names = namesOf(entries.map(([, provider]) => provider));
	const env = envSchema.pick(Object.fromEntries(names.map((name) => [name, true])) as never).parse(source);
	return Object.fromEntries(entries.map(([name, { create }]) => [name, create(env as never)])) as Deps;
}
