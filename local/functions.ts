import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type {
	APIGatewayProxyEventV2WithJWTAuthorizer,
	APIGatewayProxyResultV2,
	DynamoDBStreamEvent,
	SQSBatchResponse,
	SQSEvent,
} from "aws-lambda";
import { routes } from "../infra/routes.ts";
import type { Deps } from "./deps.ts";
import { readDefinition } from "./stepfunctions/definition.ts";
import type { Task } from "./stepfunctions/task.ts";

export type ApiHandler = (event: APIGatewayProxyEventV2WithJWTAuthorizer) => Promise<APIGatewayProxyResultV2>;
/** By the name of the function's file. */
export type ApiHandlers = Readonly<Record<string, ApiHandler>>;
/** `void` means success, as in Lambda. */
export type QueueHandler = (event: SQSEvent) => Promise<SQSBatchResponse | undefined>;
export type ChangesHandler = (event: DynamoDBStreamEvent) => Promise<void>;

export interface Functions {
	api: ApiHandlers;
	intake: QueueHandler;
	retention: QueueHandler;
	changes: ChangesHandler;
	/** By the name of the file in functions/workflow/. */
	workflow: Readonly<Record<string, Task>>;
	/** Consumers of events. */
	executionClosed: Task;
	sweep: Task;
	pack: Task;
}

/** The state machine of the asynchronous search, as deployed. */
export const asyncSearchDefinition = readFileSync(
	new URL("../infra/workflows/async-search.asl.json", import.meta.url),
	"utf8",
);

/** The functions as deployed, with `deps`. @throws if a route's function is missing */
export async function loadFunctions(deps: Deps): Promise<Functions> {
	const names = [...new Set(routes.map((route) => route.function))];
	const api = await Promise.all(names.map(async (name) => [name, await load<ApiHandler>(`api/${name}.ts`, deps)]));
	const tasks = new Set(readDefinition(asyncSearchDefinition).tasks.map(({ functionName }) => functionName));
	const workflow = [...tasks].map(async (name) => [name, await load<Task>(`workflow/${name}.ts`, deps)] as const);
	return {
		api: Object.fromEntries(api),
		intake: await load<QueueHandler>("events/intake.ts", deps),
		retention: await load<QueueHandler>("events/retention.ts", deps),
		changes: await load<ChangesHandler>("events/changes.ts", deps),
		workflow: Object.fromEntries(await Promise.all(workflow)),
		executionClosed: await load<Task>("events/execution-closed.ts", deps),
		sweep: await load<Task>("events/sweep.ts", deps),
		pack: await load<Task>("events/pack.ts", deps),
	};
}

async function load<Handler>(path: string, deps: Deps): Promise<Handler> {
	const url = new URL(`../functions/${path}`, import.meta.url);
	if (!existsSync(fileURLToPath(url)))
		throw new Error(`functions/${path}, which the stack has to serve, does not exist`);
	const module: { createHandler?: (deps: Deps) => Handler } = await import(url.href);
	if (!module.createHandler) throw new Error(`functions/${path} does not export createHandler`);
	return module.createHandler(deps);
}
