import { randomUUID } from "node:crypto";
import { createServer, type Server } from "node:http";
import { text } from "node:stream/consumers";
import { createActions } from "./actions.ts";
import type { Executions } from "./executions.ts";
import { StepFunctionsFault } from "./fault.ts";

/** Step Functions over HTTP, as the AWS SDK and the AWS CLI speak it. */
export function createStepFunctionsServer(executions: Executions, stateMachineArn: string): Server {
	const actions = createActions(executions, stateMachineArn);
	return createServer(async (request, response) => {
		const answer = (status: number, body: object) => {
			response.writeHead(status, { "content-type": "application/x-amz-json-1.0", "x-amzn-requestid": randomUUID() });
			response.end(JSON.stringify(body));
		};
		try {
			const target = String(request.headers["x-amz-target"] ?? "").replace("AWSStepFunctions.", "");
			const action = actions[target];
			if (!action) throw new StepFunctionsFault("UnknownOperationException", `No operation "${target}" on this stack`);
			answer(200, action(JSON.parse((await text(request)) || "{}")));
		} catch (cause) {
			if (cause instanceof StepFunctionsFault) return answer(400, { __type: cause.code, message: cause.message });
			if (cause instanceof SyntaxError)
				return answer(400, { __type: "SerializationException", message: cause.message });
			console.error("Step Functions:", cause);
			answer(500, { __type: "InternalFailure", message: String(cause) });
		}
	});
}
