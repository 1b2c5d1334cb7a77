import type { APIGatewayProxyResultV2 } from "aws-lambda";
import { gatewayMessages } from "../../infra/gateway-answers.ts";

export interface Answer {
	status: number;
	headers: Record<string, string | string[]>;
	body: string | Buffer;
}

/** The largest answer that Lambda allows, in bytes of JSON. */
const maxAnswerBytes = 6_291_556;

export const message = (status: number, text: string, headers: Record<string, string> = {}): Answer => ({
	status,
	headers: { "content-type": "application/json", ...headers },
	body: JSON.stringify({ message: text }),
});

/** The gateway's own answer. */
export const refusal = (status: keyof typeof gatewayMessages, headers: Record<string, string> = {}): Answer =>
	message(status, gatewayMessages[status], headers);

/** A function's result as HTTP. @throws if the service would not accept it */
export function toAnswer(result: APIGatewayProxyResultV2 | undefined): Answer {
	const size = Buffer.byteLength(JSON.stringify(result) ?? "");
	if (size > maxAnswerBytes) throw new Error(`The answer of ${size} bytes exceeds the limit of ${maxAnswerBytes}`);
	if (typeof result !== "object" || result === null || result.statusCode === undefined) {
		// Without a status code, the whole result is the body.
		const body = typeof result === "string" ? result : (JSON.stringify(result) ?? "");
		return { status: 200, headers: { "content-type": "application/json" }, body };
	}
	const { statusCode, headers = {}, cookies, body = "", isBase64Encoded } = result;
	if (!Number.isInteger(statusCode) || statusCode < 100 || statusCode > 599) {
		throw new Error(`The answer has no valid statusCode: ${statusCode}`);
	}
	if (typeof body !== "string") throw new Error("The body of an answer must be a string");
	const lowerCase = Object.entries(headers).map(([name, value]) => [name.toLowerCase(), String(value)]);
	return {
		status: statusCode,
		headers: {
			"content-type": "text/plain; charset=utf-8",
			...Object.fromEntries(lowerCase),
			...(cookies && { "set-cookie": cookies }),
		},
		body: isBase64Encoded ? Buffer.from(body, "base64") : body,
	};
}
