import { once } from "node:events";
import {
	Agent,
	createServer,
	type IncomingMessage,
	type Server,
	type ServerResponse,
	request as send,
} from "node:http";
import { buffer } from "node:stream/consumers";
import { pipeline } from "node:stream/promises";
import { host } from "../../local/ports.ts";
import { faultAnswer, notJson, type Service, type ServiceUrls, services } from "./fault-answers.ts";
import type { FaultKind, Faults } from "./faults.ts";

export interface FaultProxy {
	/** The addresses at which functions reach the engines, constant while the proxy runs. */
	urls: ServiceUrls;
	/** Sets the engines' addresses. */
	aim(engines: ServiceUrls): void;
	/** Releases hanging requests. */
	letGo(): void;
	stop(): Promise<void>;
}

/**
 * A proxy between functions and engines, with one port per engine. It forwards requests unchanged, except for drawn
 * faults.
 */
export async function startFaultProxy(faults: Faults): Promise<FaultProxy> {
	const agent = new Agent({ keepAlive: true });
	const hanging = new Set<ServerResponse>();
	let engines: ServiceUrls | undefined;

	/** The engine's answer; if the engine is down, the caller's connection ends. */
	async function forward(service: Service, request: IncomingMessage): Promise<IncomingMessage> {
		const { hostname, port } = new URL(engines?.[service] ?? "http://127.0.0.1:9");
		const { method, url: path, headers } = request;
		// With the caller's own `host`, by which S3 verifies signatures.
		const forwarded = send({ agent, hostname, port, method, path, headers });
		const answered = once(forwarded, "response") as Promise<[IncomingMessage]>;
		const [[answer]] = await Promise.all([answered, pipeline(request, forwarded)]);
		return answer;
	}

	async function serve(service: Service, request: IncomingMessage, response: ServerResponse): Promise<void> {
		const kind = faults.draw(service);
		if (kind) return suffer(kind, service, request, response);
		const answer = await forward(service, request);
		response.writeHead(answer.statusCode ?? 502, answer.headers);
		await pipeline(answer, response);
	}

	async function suffer(kind: FaultKind, service: Service, request: IncomingMessage, response: ServerResponse) {
		if (kind === "throttled" || kind === "failed" || kind === "not-json") {
			request.resume();
			const { status, contentType, body } = kind === "not-json" ? notJson : faultAnswer(service, kind);
			response.writeHead(status, { "content-type": contentType, "content-length": Buffer.byteLength(body) }).end(body);
			return;
		}
		if (kind === "hung") {
			hanging.add(response);
			response.once("close", () => hanging.delete(response));
			if (faults.chance(0.5)) (await forward(service, request)).resume();
			else request.resume();
			return;
		}
		if (kind === "cut" || kind === "lost") {
			const answer = await forward(service, request);
			const body = await buffer(answer);
			if (kind === "cut" && body.length > 1) {
				response.writeHead(answer.statusCode ?? 502, answer.headers);
				response.write(body.subarray(0, body.length / 2));
				await new Promise((flushed) => setImmediate(flushed));
			}
		}
		response.destroy();
	}

	const servers = await Promise.all(
		services.map(async (service): Promise<[Service, Server]> => {
			const server = createServer((request, response) => {
				serve(service, request, response).catch(() => response.destroy());
			});
			server.listen(0, host);
			await once(server, "listening");
			return [service, server];
		}),
	);
	const urls = servers.map(([service, server]) => [
		service,
		`http://${host}:${(server.address() as { port: number }).port}`,
	]);
	return {
		urls: Object.fromEntries(urls),
		aim: (now) => {
			engines = now;
		},
		letGo() {
			for (const response of hanging) response.destroy();
		},
		async stop() {
			agent.destroy();
			await Promise.all(
				servers.map(async ([, server]) => {
					const closed = once(server, "close");
					server.close();
					server.closeAllConnections();
					await closed;
				}),
			);
		},
	};
}
