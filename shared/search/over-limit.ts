import { AppError } from "../platform/errors.ts";
import { toRequestBody } from "./conditions-model.ts";
import { conditionsIn, maxHits, type SearchRequest } from "./model.ts";

/** A refusal that contains the request for an asynchronous search instead. */
export function withAsyncSearch(refusal: AppError, request: SearchRequest): AppError {
	const body = { conditions: toRequestBody(conditionsIn(request)), sort: request.sort };
	return new AppError(refusal.code, refusal.message, {
		extensions: {
			...(refusal.code === "search-limit-exceeded" ? { limit: maxHits } : {}),
			asyncSearch: { href: "/v1/async-searches", body },
		},
	});
}
