import type { APIGatewayProxyEventV2WithJWTAuthorizer, SQSEvent } from "aws-lambda";
import { routes } from "../../infra/routes.ts";
import type { Functions } from "../../local/functions.ts";
import { startStack } from "../../local/stack.ts";

/** Functions that answer with the event, and an intake that fails messages with `fail`. */
export async function stubFunctions(): Promise<Functions> {
	const echo = async (event: APIGatewayProxyEventV2WithJWTAuthorizer) => ({
		statusCode: 200,
		headers: { "content-type": "application/json" },
		body: JSON.stringify(event),
	});
	const intake = async ({ Records }: SQSEvent) => ({
		batchItemFailures: Records.filter(({ body }) => body.includes("fail")).map(({ messageId }) => ({
			itemIdentifier: messageId,
		})),
	});
	const nothing = async () => null;
	const workflow = Object.fromEntries(
		["mark-processing", "plan-partitions", "export-partition", "assemble-file", "mark-completed", "mark-failed"].map(
			(name) => [name, nothing],
		),
	);
	return {
		api: Object.fromEntries(routes.map((route) => [route.function, echo])),
		intake,
		retention: intake,
		changes: async () => {},
		workflow: { ...workflow, "send-outcome-mail": nothing },
		executionClosed: nothing,
		sweep: nothing,
		pack: nothing,
	};
}

/** Run as a process, so that a test can kill it: the data folder is its only argument. */
if (import.meta.main) {
	const dataDir = process.argv[2] ?? "";
	const stack = await startStack({ port: 0, dataDir, empty: true, functions: stubFunctions });
	console.log(JSON.stringify(stack.urls));
}
