import type { Env } from "../../shared/platform/env.ts";
import { createOriginCheck, originKeyHeader } from "../../shared/platform/origin-key.ts";
import type { ApiEvent, ApiHandler } from "./http.ts";
import { lambda } from "./lambda.ts";

/** The deployed form of a route: it answers only requests that came through CloudFront, and so through its firewall. */
export function apiLambda<Name extends keyof Env, Deps>(
	createHandler: (deps: Deps) => ApiHandler,
	names: { readonly [N in Name]: true },
	createDeps: (env: Pick<Env, Name>) => Deps,
): ApiHandler {
	const isThrough = lambda(originCheck, { ORIGIN_KEYS: true }, ({ ORIGIN_KEYS }) => ORIGIN_KEYS);
	const handler = lambda(createHandler, names, createDeps);
	return async (event) => ((await isThrough(event)) ? handler(event) : forbidden);
}

/** Without keys, as on the local stack, every request is accepted. */
function originCheck(keys: string | undefined): (event: ApiEvent) => Promise<boolean> {
	const knows = keys ? createOriginCheck(keys) : () => true;
	return async ({ headers }) => knows(headers[originKeyHeader]);
}

/** The same refusal as the gateway's. */
const forbidden = { statusCode: 403, headers: { "content-type": "application/json" }, body: '{"message":"Forbidden"}' };
