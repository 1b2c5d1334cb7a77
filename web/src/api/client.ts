import { keptLanguage } from "../components/language.tsx";
import type { Session } from "../features/session/session.ts";
import { ApiProblem, Unreachable } from "./problem.ts";

interface ApiRequest {
	method?: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
	body?: unknown;
	ifMatch?: string;
	signal?: AbortSignal;
}

interface ApiAnswer<T> {
	body: T;
	etag: string | null;
}

/** @throws ApiProblem, Unreachable */
export type CallApi = <T>(path: string, request?: ApiRequest) => Promise<ApiAnswer<T>>;

export function createClient(apiBase: string, session: Session): CallApi {
	return async <T>(path: string, { method = "GET", body, ifMatch, signal }: ApiRequest = {}) => {
		const headers: Record<string, string> = {
			authorization: `Bearer ${await session.token()}`,
			"accept-language": keptLanguage(),
			...(body !== undefined && { "content-type": "application/json" }),
			...(ifMatch !== undefined && { "if-match": ifMatch }),
		};
		const response = await fetch(`${apiBase}${path}`, {
			method,
			headers,
			// Plain, this character stands for damaged bytes, and is refused.
			body: body === undefined ? null : JSON.stringify(body).replaceAll("\ufffd", "\\ufffd"),
			signal: signal ?? null,
		}).catch((cause) => {
			if (signal?.aborted) throw cause;
			throw new Unreachable(path, { cause });
		});
		if (response.status === 204) return { body: undefined as T, etag: null };
		const answer = await response.json().catch(() => ({}));
		if (response.ok) return { body: answer, etag: response.headers.get("etag") };
		if (response.status === 401) await session.expire();
		throw new ApiProblem(response.status, answer);
	};
}
