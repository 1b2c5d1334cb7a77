import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type {
	APIGatewayProxyEventV2WithJWTAuthorizer,
	APIGatewayProxyResultV2,
	SQSBatchResponse,
	SQSEvent,
} from "aws-lambda";
import { routes } from "../infra/routes.ts";
import type { Deps } from "../shared/platform/deps.ts";

export type ApiHandler = (event: APIGatewayProxyEventV2WithJWTAuthorizer) => Promise<APIGatewayProxyResultV2>;
/** By the name of the function's file. */
export type ApiHandlers = Readonly<Record<string, ApiHandler>>;
/** `void` is success, as AWS Lambda has it. */
export type IntakeHandler = (event: SQSEvent) => Promise<SQSBatchResponse | undefined>;

export interface Functions {
	api: ApiHandlers;
	intake: IntakeHandler;
}

/** The functions as they are deployed, over `deps`. @throws when a route's function is missing */
export async function loadFunctions(deps: Deps): Promise<Functions> {
	const names = [...new Set(routes.map((route) => route.function))];
	const api = await Promise.all(names.map(async (name) => [name, await load<ApiHandler>(`api/${name}.ts`, deps)]));
	return { api: Object.fromEntries(api), intake: await load<IntakeHandler>("events/intake.ts", deps) };
}

async function load<Handler>(path: string, deps: Deps): Promise<Handler> {
	const url = new URL(`../functions/${path}`, import.meta.url);
	if (!existsSync(fileURLToPath(url))) throw new Error(`There is no functions/${path}, which the stack has to serve`);
	const module: { createHandler?: (deps: Deps) => Handler } = await import(url.href);
	if (!module.createHandler) throw new Error(`functions/${path} does not export createHandler`);
	return module.createHandler(deps);
}
