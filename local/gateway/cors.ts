import type { IncomingMessage } from "node:http";
import { cors } from "../../infra/cors.ts";
import type { Answer } from "./answer.ts";

/** All origins on this machine; in the cloud they are configured (infra/config.ts). */
const isAllowed = (origin: string) => /^http:\/\/(127\.0\.0\.1|localhost)(:\d+)?$/.test(origin);

/** The answer to a preflight request, which never reaches a function or the authorizer. */
export function preflight(request: IncomingMessage): Answer | undefined {
	if (request.method !== "OPTIONS" || !request.headers["access-control-request-method"]) return undefined;
	return { status: 204, headers: {}, body: "" };
}

/** With CORS configured, API Gateway sets the headers and drops a function's own. */
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
			"access-control-expose-headers": cors.exposedHeaders.join(","),
			...(isPreflight && {
				"access-control-allow-methods": cors.methods.join(","),
				"access-control-allow-headers": cors.requestHeaders.join(","),
				"access-control-max-age": String(cors.maxAgeSeconds),
			}),
		},
	};
}
