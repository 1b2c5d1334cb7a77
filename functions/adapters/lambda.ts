import type { Env } from "../../shared/platform/env.ts";
import { provide } from "../../shared/platform/provide.ts";
import { namesOf, type Provider, type Providers } from "../../shared/platform/provider.ts";

/** A handler as Lambda calls it. */
export interface Lambda<Event, Result> {
	(event: Event): Promise<Result>;
	/** The environment variables that it reads; infra/ sets them. */
	readonly env: readonly (keyof Env)[];
}

/** The deployed form of a handler: the environment is read and clients are created on the first call, not on import. */
export function lambda<Deps, Event, Result>(
	createHandler: (deps: Deps) => (event: Event) => Promise<Result>,
	providers: Providers<NoInfer<Deps>>,
): Lambda<Event, Result> {
	let handler: ((event: Event) => Promise<Result>) | undefined;
	const invoke = (event: Event) => {
		handler ??= createHandler(provide<Deps>(providers, process.env));
		return handler(event);
	};
	return Object.assign(invoke, { env: namesOf(Object.values<Provider<unknown>>(providers)) });
}
