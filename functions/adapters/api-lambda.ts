import { createOriginCheck, originKeyHeader } from "../../shared/platform/origin-key.ts";
import { type Providers, variable } from "../../shared/platform/provider.ts";
import type { ApiEvent, ApiHandler, ApiResult } from "./http.ts";
import { type Lambda, lambda } from "./lambda.ts";

/** The deployed form of a route: it answers only requests that came through CloudFront, and so through its firewall. */
export function apiLambda<Deps>(
	createHandler: (deps: Deps) => ApiHandler,
	providers: Providers<NoInfer<Deps>>,
): Lambda<ApiEvent, ApiResult> {
	const isThrough = lambda(originCheck, { keys: variable("ORIGIN_KEYS") });
	const handler = lambda(createHandler, providers);
	const invoke: ApiHandler = async (event) => ((await isThrough(event)) ? handler(event) : forbidden);
	return Object.assign(invoke, { env: [...handler.env, ...isThrough.env] });
}

/** Without keys, as on the local stack, every request is accepted. */
function originCheck({ keys }: { keys: string | undefined }): (event: ApiEvent) => Promise<boolean> {
	const knows = keys ? createOriginCheck(keys) : () => true;
	return async ({ headers }) => knows(headers[originKeyHeader]);
}

/** The same refusal as the gateway's. */
const forbidden = { statusCode: 403, headers: { "content-type": "application/json" }, body: '{"message":"Forbidden"}' };
