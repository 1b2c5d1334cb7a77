import { once } from "node:events";
import { createServer, request as httpRequest, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { buffer } from "node:stream/consumers";
import { onTestFinished } from "vitest";
import { signerOf } from "./sts.ts";

/** A request to a service behind the proxy; `operation` is DynamoDB's operation, or another service's HTTP method. */
export interface Proxied {
	operation: string;
	path: string;
	/** The access key that signed it. */
	accessKeyId: string | undefined;
	body: string;
}

/**
 * The fault of a request. `lost`: it is executed, but its answer does not arrive; `silent`: it is neither executed nor
 * answered; `cut`: it is executed, but the answer's body ends too early; an object: it gets this answer, and is not
 * executed.
 */
type Fault = "lost" | "silent" | "cut" | { status: number; body: string };

export interface FaultyProxy {
	url: string;
	/** All requests, in order. */
	seen: Proxied[];
	/** Called for each request; undefined lets it pass. */
	fault: (request: Proxied) => Fault | undefined;
}

/** Starts a proxy in front of a service, with faults that the test sets. It stops when the test ends. */
export async function startProxy(target: string): Promise<FaultyProxy> {
	const proxy: FaultyProxy = { url: "", seen: [], fault: () => undefined };
	const server = createServer(async (incoming, outgoing) => {
		const body = await buffer(incoming);
		const operation = String(incoming.headers["x-amz-target"] ?? `.${incoming.method}`).split(".")[1] ?? "";
		const accessKeyId = signerOf(incoming);
		const proxied = { operation, path: incoming.url ?? "", accessKeyId, body: body.toString() };
		proxy.seen.push(proxied);
		const fault = proxy.fault(proxied);
		if (fault === "silent") return;
		if (typeof fault === "object") return void outgoing.writeHead(fault.status, json).end(fault.body);
		const { method, url, headers } = incoming;
		const passed = httpRequest(new URL(url ?? "", target), { method, headers }, async (answer) => {
			const content = await buffer(answer);
			if (fault === "lost") return void outgoing.destroy();
			answerWith(
				outgoing,
				answer.statusCode ?? 500,
				fault === "cut" ? content.subarray(0, content.length / 2) : content,
			);
		});
		passed.on("error", () => outgoing.destroy()).end(body);
	});
	server.listen(0, "127.0.0.1");
	await once(server, "listening");
	onTestFinished(() => void server.close().closeAllConnections());
	proxy.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
	return proxy;
}

const json = { "content-type": "application/x-amz-json-1.0" };

function answerWith(outgoing: ServerResponse, status: number, content: Buffer): void {
	outgoing.writeHead(status, { ...json, "content-length": content.length }).end(content);
}

/** Loses the answers to the first `times` requests for which `isMeant` is true. */
export function losing(times: number, isMeant: (request: Proxied) => boolean): FaultyProxy["fault"] {
	let left = times;
	return (request) => (left > 0 && isMeant(request) && left-- > 0 ? "lost" : undefined);
}
