import { AsyncLocalStorage } from "node:async_hooks";
import { S3RequestPresigner } from "@aws-sdk/s3-request-presigner";
import type { HttpRequest } from "@smithy/core/protocols";
import { NodeHttpHandler } from "@smithy/node-http-handler";
import { vi } from "vitest";

const prefixes = { DynamoDB: "dynamodb", AmazonSQS: "sqs", AWSStepFunctions: "states", AWSEvents: "events" } as const;
const ofTransaction = {
	Put: "PutItem",
	Update: "UpdateItem",
	Delete: "DeleteItem",
	ConditionCheck: "ConditionCheckItem",
};

/** The calls of functions to services, spelt as IAM names them: `dynamodb:Query index`, `s3:PutObject exports`. */
export interface ServiceCalls {
	/** Runs a function's work, and records the calls that it makes. */
	during<T>(functionName: string, work: () => Promise<T>): Promise<T>;
	of(functionName: string): string[];
}

/**
 * Records the requests that clients of the SDK send, and those presigned for others to send, until
 * `vi.restoreAllMocks`.
 */
export function recordServiceCalls(): ServiceCalls {
	const current = new AsyncLocalStorage<string>();
	const calls = new Map<string, Set<string>>();
	const note = (called: string[]) => {
		const name = current.getStore();
		if (!name) return;
		const known = calls.get(name) ?? new Set();
		for (const one of called) known.add(one);
		calls.set(name, known);
	};
	const { handle } = NodeHttpHandler.prototype;
	vi.spyOn(NodeHttpHandler.prototype, "handle").mockImplementation(function (this: NodeHttpHandler, ...args) {
		note(callsOf(args[0]));
		return handle.apply(this, args);
	});
	const { presign } = S3RequestPresigner.prototype;
	vi.spyOn(S3RequestPresigner.prototype, "presign").mockImplementation(function (this: S3RequestPresigner, ...args) {
		note(callsOf(args[0] as HttpRequest));
		return presign.apply(this, args);
	});
	return {
		during: (functionName, work) => current.run(functionName, work),
		of: (functionName) => [...(calls.get(functionName) ?? [])].toSorted(),
	};
}

function callsOf(request: HttpRequest): string[] {
	const [target, operation = ""] = (request.headers["x-amz-target"] ?? "").split(".");
	if (!target) return isForm(request) ? [`ses:${formOf(request).get("Action")}`] : callsOfS3(request);
	const service = Object.entries(prefixes).find(([prefix]) => target.startsWith(prefix))?.[1];
	if (!service) throw new Error(`unknown target: ${target}`);
	const input = JSON.parse(textOf(request));
	if (service === "dynamodb") return callsOfTable(operation, input);
	// A batch of requests needs the right to the single request.
	const single = operation.replace(/Batch$/, "");
	const queue = service === "sqs" ? ` ${new URL(input.QueueUrl).pathname.split("/").at(-1)}` : "";
	return [`${service}:${single}${queue}`];
}

interface TableInput {
	IndexName?: string;
	Key?: { p?: { S?: string } };
	TransactItems?: object[];
}

function callsOfTable(operation: string, { IndexName, Key, TransactItems }: TableInput): string[] {
	if (TransactItems) {
		const kinds = TransactItems.flatMap((item) => Object.keys(item));
		return kinds.map((kind) => `dynamodb:${ofTransaction[kind as keyof typeof ofTransaction]} table`);
	}
	return [`dynamodb:${operation} ${IndexName ? "index" : Key?.p?.S?.includes("####") ? "counts" : "table"}`];
}

/**
 * An emulator's URLs have the bucket and the key in their path. Objects of the exports are of two kinds, told apart by
 * folder.
 */
function callsOfS3(request: HttpRequest): string[] {
	const { method, path, query = {} } = request;
	const [, bucket = "", key = ""] = /^\/([^/]+)\/?(.*)$/s.exec(path) ?? [];
	const call = (action: string, of: string) =>
		`s3:${action} ${bucket === "exports" ? `exports/${of.split("/")[0]}` : bucket}`;
	if (method === "GET") return [key ? call("GetObject", key) : call("ListBucket", String(query.prefix))];
	if (method === "PUT") return [call("PutObject", key)];
	if (method === "DELETE") return [call("DeleteObject", key)];
	if (method !== "POST" || !("delete" in query)) throw new Error(`unknown request: ${method} ${path}`);
	return [...textOf(request).matchAll(/<Key>([^<]+)/g)].map(([, deleted = ""]) => call("DeleteObject", deleted));
}

const isForm = ({ headers }: HttpRequest) => headers["content-type"] === "application/x-www-form-urlencoded";
const formOf = (request: HttpRequest) => new URLSearchParams(textOf(request));
const textOf = ({ body }: HttpRequest): string => (typeof body === "string" ? body : Buffer.from(body).toString());
