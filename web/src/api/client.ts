import { keptLanguage } from "../components/language.tsx";
import type { Session } from "../features/session/session.ts";
import { ApiProblem, Unreachable } from "./problem.ts";
import { toJson } from "./to-json.ts";

interface ApiRequest {
	method?: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
	body?: unknown;
	ifMatch?: string;
	/** Whether it may be resent after a lost answer and still take effect only once; or the idempotency key to use. */
	once?: boolean | string;
	signal?: AbortSignal;
}

interface ApiAnswer<T> {
	body: T;
	etag: string | null;
}

/** @throws ApiProblem, Unreachable */
export type CallApi = <T>(path: string, request?: ApiRequest) => Promise<ApiAnswer<T>>;

/** Milliseconds before a request whose answer was lost is resent. */
const pausesMs = [500, 2000, 4000];

export function createClient(apiBase: string, session: Session): CallApi {
	return async <T>(path: string, request: ApiRequest = {}) => {
		const key = request.once === true ? crypto.randomUUID() : request.once || undefined;
		for (const pauseMs of key ? pausesMs : []) {
			try {
				return await send<T>(path, request, key);
			} catch (error) {
				if (!isLost(error)) throw error;
				await new Promise((resolve) => setTimeout(resolve, pauseMs));
			}
		}
		return send<T>(path, request, key);
	};

	async function send<T>(path: string, request: ApiRequest, key: string | undefined): Promise<ApiAnswer<T>> {
		const { method = "GET", body, ifMatch, signal } = request;
		const headers: Record<string, string> = {
			authorization: `Bearer ${await session.token()}`,
			"accept-language": keptLanguage(),
			...(body !== undefined && { "content-type": "application/json" }),
			...(ifMatch !== undefined && { "if-match": ifMatch }),
			...(key !== undefined && { "idempotency-key": key }),
		};
		const response = await fetch(`${apiBase}${path}`, {
			method,
			headers,
			body: body === undefined ? null : toJson(body),
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
	}
}

/** Whether the request may have taken effect, so that resending it can still get its answer. */
function isLost(error: unknown): boolean {
	if (!(error instanceof ApiProblem)) return error instanceof Unreachable;
	// The gateway's own 5xx answers have no code of ours: it has given up, while the request continues.
	return error.code === "request-running" || (error.status >= 500 && error.code === `http-${error.status}`);
}
