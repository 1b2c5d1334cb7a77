import type { IncomingMessage } from "node:http";
import type { Answer } from "./answer.ts";

const methods = "GET,POST,PATCH,PUT,DELETE,OPTIONS";
const requestHeaders = "authorization,content-type,if-match,accept-language,idempotency-key";
const exposed = "etag,location,retry-after,server-timing,apigw-requestid";

/** The console runs on another port of this machine, and during its development on one more. */
const isAllowed = (origin: string) => /^http:\/\/(127\.0\.0\.1|localhost)(:\d+)?$/.test(origin);

/** The answer to a preflight request, which never reaches a function or the authorizer. */
export function preflight(request: IncomingMessage): Answer | undefined {
	if (request.method !== "OPTIONS" || !request.headers["access-control-request-method"]) return undefined;
	return { status: 204, headers: {}, body: "" };
}

/** With CORS configured, the headers are API Gateway's alone: a function's own are dropped. */
export function withCors(request: IncomingMessage, answer: Answer): Answer {
	const kept = Object.entries(answer.headers).filter(([name]) => !name.startsWith("access-control-"));
	const headers = Object.fromEntries(kept);
	const { origin } = request.headers;
	if (!origin || !isAllowed(origin)) return { ...answer, headers };
	const isPreflight = request.method === "OPTIONS";
	return {
		...answer,
		headers: {
			...headers,
			vary: headers.vary ? `${headers.vary}, origin` : "origin",
			"access-control-allow-origin": origin,
			"access-control-expose-headers": exposed,
			...(isPreflight && {
				"access-control-allow-methods": methods,
				"access-control-allow-headers": requestHeaders,
				"access-control-max-age": "3600",
			}),
		},
	};
}
