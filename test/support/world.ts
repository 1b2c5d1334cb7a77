import { randomBytes } from "node:crypto";
import type { APIGatewayProxyStructuredResultV2 } from "aws-lambda";
import type { ApiEvent, ApiHandler } from "../../functions/adapters/http.ts";
import { type ApiFunction, routes } from "../../infra/routes.ts";
import { createDeps, type Deps } from "../../local/deps.ts";
import { toAnswer } from "../../local/gateway/answer.ts";
import { takeInMessages } from "../../shared/intake/take-in-messages.ts";
import type { OutgoingEvent } from "../../shared/outgoing-event/model.ts";
import type { Mail } from "../../shared/platform/mailer.ts";
import type { RetentionTask } from "../../shared/retention/model.ts";
import "./check-models-once.ts";
import { dynamodbEndpoint } from "./dynamodb-endpoint.ts";
import type { CloudEvent } from "./events.ts";
import { createMemoryFiles, type MemoryFiles } from "./export-files.ts";
import { createOwnTable } from "./own-tables.ts";
import { createMemoryWorkflow, type MemoryWorkflow } from "./workflow.ts";

// Emulators accept any credentials; those of a real account are used as they are, with or without a session token.
if (!process.env.AWS_ACCESS_KEY_ID) {
	process.env.AWS_ACCESS_KEY_ID = "test";
	process.env.AWS_SECRET_ACCESS_KEY = "test";
	process.env.AWS_SESSION_TOKEN = "test";
}

export const region = process.env.AWS_REGION ?? "ap-northeast-1";

interface RejectedMessage {
	body: string;
	reason: string;
	detail: string;
}

/** What a test acts on: a table of its own, a clock that can be moved, and queues and files that record everything. */
export interface World {
	deps: Deps;
	tableName: string;
	clock: { now: number };
	mails: Mail[];
	rejected: RejectedMessage[];
	postponed: { receiptHandle: string; seconds: number }[];
	/** Messages that wait for others, and were sent again. */
	waiting: { body: string; waits: number; seconds: number }[];
	files: MemoryFiles;
	packs: MemoryFiles;
	/** Objects in the bucket of recordings, and when they were stored; events create none. */
	recordings: Map<string, number>;
	removedRecordings: string[];
	/** Digests of the trail, by object. */
	seals: Map<string, string>;
	retentionTasks: { task: RetentionTask; delaySeconds: number }[];
	published: OutgoingEvent[];
	workflow: MemoryWorkflow;
	/** Takes events in as the queue's consumer does. @returns those that are to be delivered again */
	takeIn(...events: CloudEvent[]): Promise<CloudEvent[]>;
	/** Calls a route as the gateway does. */
	call(name: ApiFunction, request?: ApiRequest): Promise<ApiResponse>;
}

export interface ApiRequest {
	tenant?: string;
	account?: string;
	path?: Record<string, string>;
	query?: Record<string, string>;
	headers?: Record<string, string>;
	body?: unknown;
	/** Sent as it is, instead of `body`. */
	rawBody?: string;
	claims?: Record<string, string>;
}

export interface ApiResponse {
	status: number;
	headers: Record<string, string>;
	// biome-ignore lint/suspicious/noExplicitAny: tests read answers as a client would
	body: any;
	cost: { rcu: number; wcu: number; calls: number; trips: number };
}

export async function createWorld(options: { now?: string } = {}): Promise<World> {
	const endpoint = dynamodbEndpoint();
	return createWorldOn({ endpoint, tableName: await createOwnTable({ endpoint, region }), ...options });
}

/** A world on an existing table. */
export function createWorldOn(options: { endpoint: string; tableName: string; now?: string }): World {
	const { endpoint, tableName } = options;

	const clock = { now: Date.parse(options.now ?? "2026-11-20T15:00:00+09:00") };
	const mails: Mail[] = [];
	const files = createMemoryFiles();
	const packs = createMemoryFiles();
	const workflow = createMemoryWorkflow(
		() => deps,
		() => clock.now,
	);
	const rejected: RejectedMessage[] = [];
	const postponed: World["postponed"] = [];
	const recordings = new Map<string, number>();
	const waiting: World["waiting"] = [];
	const removedRecordings: string[] = [];
	const seals = new Map<string, string>();
	const retentionTasks: World["retentionTasks"] = [];
	const published: OutgoingEvent[] = [];
	const deps: Deps = {
		...createDeps({
			AWS_REGION: region,
			TABLE_NAME: tableName,
			RECORDINGS_BUCKET: "recordings",
			EXPORTS_BUCKET: "exports",
			PACKS_BUCKET: "packs",
			TRAIL_SEALS_BUCKET: "seals",
			ASYNC_SEARCH_STATE_MACHINE_ARN: "arn:aws:states:ap-northeast-1:123456789012:stateMachine:test",
			INTAKE_QUEUE_URL: "http://127.0.0.1:9/1/intake",
			INTAKE_DEAD_LETTER_QUEUE_URL: "http://127.0.0.1:9/1/dead-letters",
			RETENTION_QUEUE_URL: "http://127.0.0.1:9/1/retention",
			EVENT_BUS_NAME: "rireki",
			MAIL_FROM: "Rireki <no-reply@rireki.example>",
			MAIL_CONFIGURATION_SET: undefined,
			CONSOLE_URL: "https://rireki.example/console",
			CURSOR_KEY: randomBytes(32).toString("base64"),
			DYNAMODB_ENDPOINT: endpoint,
			S3_ENDPOINT: undefined,
			SQS_ENDPOINT: undefined,
			SES_ENDPOINT: undefined,
		}),
		now: () => clock.now,
		exportFiles: files,
		packFiles: packs,
		seals: { put: async (objectKey, body) => void seals.set(objectKey, body.toString()) },
		recordingFiles: {
			async delete(objectKeys) {
				for (const key of objectKeys) recordings.delete(key);
				removedRecordings.push(...objectKeys);
			},
			async listAfter(after = "") {
				const keys = [...recordings.keys()].filter((key) => key > after).sort();
				const objects = keys.map((objectKey) => ({ objectKey, storedAt: recordings.get(objectKey) ?? 0 }));
				return { objects: objects.slice(0, 1000), more: objects.length > 1000 };
			},
		},
		retentionQueue: {
			send: async (tasks, delaySeconds = 0) => {
				for (const task of tasks) retentionTasks.push({ task: task as RetentionTask, delaySeconds });
			},
		},
		eventBus: { publish: async (events) => void published.push(...(events as OutgoingEvent[])) },
		workflow,
		mailer: { send: async (mail) => void mails.push(mail) },
		intakeQueue: {
			postpone: async (receiptHandle, seconds) => void postponed.push({ receiptHandle, seconds }),
			sendAgain: async (body, waits, seconds) => void waiting.push({ body, waits, seconds }),
			reject: async (body, reason, detail) => void rejected.push({ body, reason, detail }),
		},
	};
	return {
		deps,
		tableName,
		clock,
		mails,
		rejected,
		postponed,
		waiting,
		files,
		packs,
		workflow,
		takeIn,
		call,
		recordings,
		removedRecordings,
		retentionTasks,
		published,
		seals,
	};

	async function takeIn(...events: CloudEvent[]): Promise<CloudEvent[]> {
		const unfinished = new Set<string>();
		const waitedBefore = waiting.length;
		for (let start = 0; start < events.length; start += 10) {
			const messages = events.slice(start, start + 10).map((event, index) => ({
				messageId: String(start + index),
				receiptHandle: `handle-${start + index}`,
				body: JSON.stringify(event),
				receiveCount: 1,
				waits: 0,
			}));
			for (const id of await takeInMessages(deps, messages)) unfinished.add(id);
		}
		const sentAnew = new Set(waiting.slice(waitedBefore).map(({ body }) => body));
		return events.filter((event, index) => unfinished.has(String(index)) || sentAnew.has(JSON.stringify(event)));
	}

	async function call(name: ApiFunction, request: ApiRequest = {}): Promise<ApiResponse> {
		const module: { createHandler(deps: Deps): ApiHandler } = await import(`../../functions/api/${name}.ts`);
		const route = routes.find((one) => one.function === name);
		const event = { ...toEvent(request), routeKey: `${route?.method} ${route?.path}` };
		const response = await module.createHandler(deps)(event);
		// Throws, as Lambda does, if the answer is too large to reach the caller.
		toAnswer(response);
		return toResponse(response);
	}
}

/** A request as the gateway passes it to a function. */
export function toEvent(request: ApiRequest): ApiEvent {
	const claims = { token_use: "access", tenant: request.tenant ?? "acme", account: request.account ?? "admin" };
	const body = request.rawBody ?? (request.body === undefined ? undefined : JSON.stringify(request.body));
	return {
		headers: { "content-type": "application/json", ...request.headers },
		pathParameters: request.path,
		queryStringParameters: request.query,
		body,
		isBase64Encoded: false,
		requestContext: {
			requestId: "test-request",
			authorizer: { jwt: { claims: request.claims ?? claims, scopes: [] } },
		},
	} as unknown as ApiEvent;
}

function toResponse(response: APIGatewayProxyStructuredResultV2): ApiResponse {
	const headers = response.headers as Record<string, string>;
	const timing = /rcu=([\d.]+) wcu=([\d.]+) calls=(\d+) trips=(\d+)/.exec(headers["server-timing"] ?? "");
	const [rcu = 0, wcu = 0, calls = 0, trips = 0] = (timing ?? []).slice(1).map(Number);
	return {
		status: response.statusCode ?? 0,
		headers,
		body: JSON.parse(response.body ?? "null"),
		cost: { rcu, wcu, calls, trips },
	};
}
