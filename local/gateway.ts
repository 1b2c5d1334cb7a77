import { randomUUID } from "node:crypto";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";
import type { ApiHandler, ApiHandlers } from "./functions.ts";
import { type Answer, refusal, toAnswer } from "./gateway/answer.ts";
import { type Authorize, Unauthorized } from "./gateway/authorizer.ts";
import { assertDeclaredLength, BodyTooLong, readBody } from "./gateway/body.ts";
import type { FindConsolePage } from "./gateway/console.ts";
import { preflight, withCors } from "./gateway/cors.ts";
import { toEvent } from "./gateway/event.ts";
import { findPage } from "./gateway/pages.ts";
import { createRouter, type Route } from "./gateway/router.ts";

export interface GatewayOptions {
	routes: readonly Route[];
	handlers: ApiHandlers;
	authorize: Authorize;
	/** Finds the pages that CloudFront serves besides the API. */
	findConsolePage?: FindConsolePage;
	/** An HTTP API waits at most 30 s for a function. */
	timeoutMs?: number;
}

/** Behaves like API Gateway's HTTP API towards functions and callers. @throws if a route has no handler */
export function createGateway(options: GatewayOptions): Server {
	const { routes, handlers, authorize, findConsolePage, timeoutMs = 30_000 } = options;
	const find = createRouter(routes);
	for (const route of routes) handlerOf(handlers, route);

	async function serve(request: IncomingMessage, requestId: string): Promise<Answer> {
		assertDeclaredLength(request);
		const method = request.method ?? "";
		const path = request.url?.split("?")[0] ?? "/";
		const direct = preflight(request) ?? (await findPage(method, path)) ?? (await findConsolePage?.(method, path));
		if (direct) return direct;
		const match = find(method, path);
		if (!match) return refusal(404);
		const claims = await authorize(request.headers.authorization);
		const body = await readBody(request);
		const event = toEvent(request, match, { body, claims, requestId });
		return invoke(handlerOf(handlers, match.route), event, timeoutMs);
	}

	return createServer(async (request, response) => {
		const requestId = randomUUID();
		let answer: Answer;
		try {
			answer = await serve(request, requestId);
		} catch (cause) {
			answer = refuse(cause);
			if (answer.status === 500) console.error(`${request.method} ${request.url}:`, cause);
		}
		send(request, response, withCors(request, answer), requestId);
	});
}

function handlerOf(handlers: ApiHandlers, route: Route): ApiHandler {
	const handler = handlers[route.function];
	if (!handler) throw new Error(`${route.method} ${route.path} has no handler: functions/api/${route.function}.ts`);
	return handler;
}

async function invoke(handler: ApiHandler, event: Parameters<ApiHandler>[0], timeoutMs: number): Promise<Answer> {
	const done = new AbortController();
	const timeout = sleep(timeoutMs, refusal(503), { signal: done.signal });
	timeout.catch(() => {});
	try {
		return await Promise.race([handler(event).then(toAnswer), timeout]);
	} finally {
		done.abort();
	}
}

function refuse(cause: unknown): Answer {
	if (cause instanceof Unauthorized) return refusal(401, { "www-authenticate": cause.challenge });
	if (cause instanceof BodyTooLong) return refusal(413, { connection: "close" });
	if (cause instanceof URIError) return refusal(400);
	return refusal(500);
}

function send(request: IncomingMessage, response: ServerResponse, answer: Answer, requestId: string): void {
	const body = request.method === "HEAD" ? "" : answer.body;
	const length = answer.status === 204 ? {} : { "content-length": Buffer.byteLength(answer.body) };
	response.writeHead(answer.status, { ...answer.headers, ...length, "apigw-requestid": requestId });
	response.end(body);
	// The rest of a refused body is read and dropped for a while; otherwise the caller might never see the answer.
	if (!request.complete) {
		request.resume();
		setTimeout(() => request.destroy(), 5000).unref();
	}
}
