import { randomUUID } from "node:crypto";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { buffer } from "node:stream/consumers";
import { actions, type Input } from "./actions.ts";
import { StepFunctionsFault } from "./fault.ts";
import type { Machine } from "./machine.ts";

/** Step Functions over HTTP in the JSON protocol, for the machine that is served at the time. */
export function createStepFunctionsServer(machine: () => Machine | undefined): Server {
	return createServer((request, response) => {
		serve(machine, request, response).catch((cause) => {
			const isFault = cause instanceof StepFunctionsFault;
			if (!isFault) console.error("Step Functions:", cause);
			const { code, message } = isFault ? cause : new StepFunctionsFault("InternalFailure", String(cause));
			answer(response, isFault ? 400 : 500, { __type: `com.amazonaws.sfn#${code}`, message });
		});
	});
}

async function serve(
	machine: () => Machine | undefined,
	request: IncomingMessage,
	response: ServerResponse,
): Promise<void> {
	const target = String(request.headers["x-amz-target"] ?? "");
	const action = actions[target.replace("AWSStepFunctions.", "")];
	if (!action) throw new StepFunctionsFault("UnknownOperationException", `The local stack has no action "${target}"`);
	const input = parse(await buffer(request));
	answer(response, 200, action(machine(), input));
}

function parse(body: Buffer): Input {
	try {
		return JSON.parse(body.toString()) ?? {};
	} catch {
		throw new StepFunctionsFault("SerializationException", "The request is not JSON.");
	}
}

function answer(response: ServerResponse, status: number, body: object): void {
	response.writeHead(status, { "content-type": "application/x-amz-json-1.0", "x-amzn-requestid": randomUUID() });
	response.end(JSON.stringify(body));
}
