import { type Env, envSchema } from "../../shared/platform/env.ts";

/** The deployed form of a handler: env is parsed and clients are built on the first call, not on import. */
export function lambda<Name extends keyof Env, Deps, Event, Result>(
	createHandler: (deps: Deps) => (event: Event) => Promise<Result>,
	names: { readonly [N in Name]: true },
	createDeps: (env: Pick<Env, Name>) => Deps,
): (event: Event) => Promise<Result> {
	let handler: ((event: Event) => Promise<Result>) | undefined;
	return (event) => {
		handler ??= createHandler(createDeps(envSchema.pick(names as never).parse(process.env) as Pick<Env, Name>));
		return handler(event);
	};
}
