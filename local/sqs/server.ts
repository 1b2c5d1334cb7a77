import { randomUUID } from "node:crypto";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { buffer } from "node:stream/consumers";
import { actions } from "./actions.ts";
import { SqsFault } from "./fault.ts";
import type { Input } from "./input.ts";
import { describeQueue } from "./inspect.ts";
import type { MoveTasks } from "./move-tasks.ts";
import type { Queues } from "./queues.ts";

/** SQS over HTTP in the JSON protocol; a queue's URL shows its messages to a browser. */
export function createSqsServer(queues: Queues, moveTasks: MoveTasks): Server {
	return createServer((request, response) => {
		serve({ queues, moveTasks }, request, response).catch((cause) => {
			if (!(cause instanceof SqsFault)) console.error("SQS:", cause);
			const fault = cause instanceof SqsFault ? cause : new SqsFault("InternalFailure", String(cause));
			const status = cause instanceof SqsFault ? cause.status : 500;
			response.setHeader("x-amzn-query-error", `${fault.queryCode};${status < 500 ? "Sender" : "Receiver"}`);
			answer(response, status, { __type: `com.amazonaws.sqs#${fault.code}`, message: fault.message });
		});
	});
}

async function serve(
	{ queues, moveTasks }: { queues: Queues; moveTasks: MoveTasks },
	request: IncomingMessage,
	response: ServerResponse,
): Promise<void> {
	const origin = `http://${request.headers.host}`;
	if (request.method === "GET") return answer(response, 200, describeQueue(queues, new URL(request.url ?? "", origin)));
	const target = String(request.headers["x-amz-target"] ?? "");
	const action = actions[target.replace("AmazonSQS.", "")];
	if (!action) {
		throw new SqsFault("InvalidAction", `No action "${target}": this queue supports only the AWS JSON protocol of SQS`);
	}
	const input = parse(await buffer(request));
	const gone = new AbortController();
	response.once("close", () => gone.abort());
	answer(response, 200, await action({ queues, moveTasks, origin, gone: gone.signal }, input));
}

function parse(body: Buffer): Input {
	try {
		return JSON.parse(body.toString()) ?? {};
	} catch {
		throw new SqsFault("SerializationException", "The request is not JSON.");
	}
}

function answer(response: ServerResponse, status: number, body: object): void {
	response.writeHead(status, { "content-type": "application/x-amz-json-1.0", "x-amzn-requestid": randomUUID() });
	response.end(JSON.stringify(body));
}
