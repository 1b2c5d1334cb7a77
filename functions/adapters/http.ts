import { randomUUID } from "node:crypto";
import middy from "@middy/core";
import type { APIGatewayProxyEventV2WithJWTAuthorizer, APIGatewayProxyStructuredResultV2 } from "aws-lambda";
import * as z from "zod";
import type { Caller } from "../../shared/caller/model.ts";
import { idSchema, tenantIdSchema } from "../../shared/directory/model.ts";
import { AppError } from "../../shared/platform/errors.ts";
import { type Cost, metered } from "../../shared/platform/meter.ts";
import { measure } from "../../shared/platform/metrics.ts";
import { inScope } from "../../shared/platform/scope.ts";
import { within } from "../../shared/platform/time-limit.ts";
import { type Language, languageOf } from "../../shared/problem/texts.ts";
import { compressed } from "./compressed.ts";
import { jsonBody } from "./json-body.ts";
import { invalidRequest, toProblem } from "./problem.ts";
import { serverTiming } from "./server-timing.ts";

export type ApiEvent = APIGatewayProxyEventV2WithJWTAuthorizer;
export type ApiResult = APIGatewayProxyStructuredResultV2;
export type ApiHandler = (event: ApiEvent) => Promise<ApiResult>;

/** Schemas of a request's parts; a part without a schema is not read at all. */
export interface ApiInput {
	path?: z.ZodType;
	query?: z.ZodType;
	body?: z.ZodType;
}

/** A request that has been validated. */
export interface ApiRequest {
	caller: Caller;
	headers: ApiEvent["headers"];
	language: Language;
	/** Method and path, as in infra/routes.ts. */
	route: string;
	path?: unknown;
	query?: unknown;
	body?: unknown;
	/** Stored with the effect, so that a resent request finds what it has done. */
	requestId: string;
	/** Whether the request may be a repetition. */
	repeatable: boolean;
}

type Parsed<Input extends ApiInput> = ApiRequest & {
	[Part in keyof Input]: Input[Part] extends z.ZodType ? z.infer<Input[Part]> : undefined;
};

export interface ApiAnswer {
	/** 200 by default. */
	status?: number;
	/** None for statuses without a body. */
	body?: unknown;
	headers?: Record<string, string>;
	/** Part of the work met a temporary fault; sending the same request again does the rest. */
	unfinished?: true;
}

/** An answer arrives within ten seconds, including the function's start and the network (docs/decisions/019). */
const usualAnswerMs = 8000;
/** Time for undoing half-done work. */
const graceMs = 1000;

/**
 * A route's handler as a function of its dependencies. The adapter owns the rest: the caller from the token,
 * validation, JSON, problem documents in the reader's language, `Server-Timing` with what the request cost,
 * compression, and the time limit.
 * @param limits the time within which to answer, and the limit for each call to a service, if that is shorter
 */
export function apiHandler<Deps, const Input extends ApiInput>(
	input: Input,
	run: (deps: Deps, request: Parsed<Input>) => Promise<ApiAnswer>,
	{ answerMs, callMs }: { answerMs: number; callMs?: number } = { answerMs: usualAnswerMs },
): (deps: Deps) => ApiHandler {
	return (deps) => {
		const handler = middy<ApiEvent, APIGatewayProxyStructuredResultV2>()
			.onError((request) => {
				request.response = problemResponse(request.event, request.error);
			})
			.handler(async (event) => {
				const { tenantId, accountId } = callerOf(event);
				// The only source of the tenant whose data are accessed: the token.
				const scope = { correlationId: event.requestContext.requestId, tenantId, accountId };
				return inScope(scope, async () => {
					const request = parseRequest(event, input);
					return jsonResponse(await within(answerMs, () => run(deps, request), { callMs, graceMs }));
				});
			});
		return (event) =>
			inScope({ correlationId: event.requestContext.requestId }, () =>
				metered(async (cost) => {
					const response = (await handler(event, {} as never)) as APIGatewayProxyStructuredResultV2;
					measureRequest(event, response, cost);
					const headers = { "server-timing": serverTiming(response.statusCode ?? 200, cost), ...response.headers };
					return compressed({ ...response, headers }, event.headers["accept-encoding"]);
				}),
			);
	};
}

function measureRequest(event: ApiEvent, { statusCode = 200, body }: APIGatewayProxyStructuredResultV2, cost: Cost) {
	const { rowsExamined, readUnits, writeUnits, calls, milliseconds } = cost;
	const fields = { route: event.routeKey, status: statusCode, calls, tableMilliseconds: Math.round(milliseconds) };
	// Each metric costs 0.30 USD a month, so what no graph shows is only logged.
	const metrics = rowsExamined > 0 ? { ReadUnits: readUnits, RowsExamined: rowsExamined } : {};
	measure("request", metrics, { ...fields, readUnits, writeUnits });
	// A separate line, because with a reason among the dimensions, the other metrics would be counted by reason, too.
	if (statusCode >= 400)
		measure("request failed", { Failures: 1 }, { ...fields, reason: JSON.parse(body ?? "{}").code });
}

function parseRequest<Input extends ApiInput>(event: ApiEvent, input: Input): Parsed<Input> {
	const caller = callerOf(event);
	const path = input.path?.safeParse(event.pathParameters ?? {});
	if (path && !path.success) throw new AppError("not-found", "no resource can have such an id");
	return {
		caller,
		headers: event.headers,
		language: languageOf(event.headers["accept-language"]),
		route: event.routeKey,
		requestId: randomUUID(),
		repeatable: false,
		path: path?.data,
		query: input.query && validate(input.query, event.queryStringParameters ?? {}),
		body: input.body && validate(input.body, jsonBody(event)),
	} as unknown as Parsed<Input>;
}

const claimsSchema = z.object({ token_use: z.literal("access"), tenant: tenantIdSchema, account: idSchema });

function callerOf(event: ApiEvent): Caller {
	const claims = claimsSchema.safeParse(event.requestContext.authorizer?.jwt?.claims);
	if (!claims.success) throw new AppError("token-incomplete", "claims are missing");
	return { tenantId: claims.data.tenant, accountId: claims.data.account };
}

function validate(schema: z.ZodType, input: unknown): unknown {
	const result = schema.safeParse(input);
	if (!result.success) throw invalidRequest(result.error, input);
	return result.data;
}

function jsonResponse({ status = 200, body, headers }: ApiAnswer): APIGatewayProxyStructuredResultV2 {
	if (body === undefined) return { statusCode: status, headers: { "cache-control": "no-store", ...headers } };
	return {
		statusCode: status,
		headers: { "content-type": "application/json", "cache-control": "no-store", ...headers },
		body: JSON.stringify(body),
	};
}

function problemResponse(event: ApiEvent, error: unknown): APIGatewayProxyStructuredResultV2 {
	const language = languageOf(event.headers["accept-language"]);
	const problem = toProblem(error, language, event.requestContext.requestId);
	return {
		statusCode: problem.status,
		headers: {
			"content-type": "application/problem+json",
			"content-language": language,
			"cache-control": "no-store",
			...retryAfter(problem.status, error),
			...(problem.status === 401 ? { "www-authenticate": "Bearer" } : {}),
		},
		body: JSON.stringify(problem),
	};
}

/** In seconds. */
function retryAfter(status: number, error: unknown): Record<string, string> {
	const known = error instanceof AppError ? error.detail.retryAfterSeconds : undefined;
	const seconds = known ?? (status === 503 ? 2 : undefined);
	return seconds === undefined ? {} : { "retry-after": String(seconds) };
}
