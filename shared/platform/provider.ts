import type { Env } from "./env.ts";

type EnvName = keyof Env;

/** Creates one dependency of use-cases from the environment. It is defined beside what it creates. */
export interface Provider<out Value> {
	/** The variables that it reads. */
	readonly env: readonly EnvName[];
	create(env: Env): Value;
}

/** A provider for each member of `Deps`: a missing or superfluous one does not compile. */
export type Providers<Deps> = { readonly [Name in keyof Deps]: Provider<Deps[Name]> };

export function provider<const Name extends EnvName, Value>(
	env: readonly Name[],
	create: (env: Pick<Env, Name>) => Value,
): Provider<Value> {
	return { env, create };
}

/** The value of an environment variable. */
export function variable<const Name extends EnvName>(name: Name): Provider<Env[Name]> {
	return { env: [name], create: (env) => env[name] };
}

/** Creates a dependency from others, which are the arguments of `create`. */
export function composed<Args extends unknown[], Value>(
	create: (...args: Args) => Value,
	...parts: { readonly [Index in keyof Args]: Provider<Args[Index]> }
): Provider<Value> {
	return {
		env: namesOf(parts),
		create: (env) => create(...(parts.map((part) => part.create(env)) as Args)),
	};
}

/** Returns the same value for the same environment, so that users of a client share its connections. */
export function kept<Value>({ env: names, create }: Provider<Value>): Provider<Value> {
	const made = new Map<string, Value>();
	return {
		env: names,
		create(env) {
			const key = JSON.stringify(names.map((name) => env[name] ?? null));
			const value = made.has(key) ? (made.get(key) as Value) : create(env);
			made.set(key, value);
			return value;
		},
	};
}

/** The variables that providers read, each once. */
export function namesOf(providers: readonly Provider<unknown>[]): EnvName[] {
	return [...new Set(providers.flatMap(({ env }) => env))];
}
