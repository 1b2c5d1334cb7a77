import { randomUUID } from "node:crypto";
import { EventEmitter, once } from "node:events";
import { appendFileSync, createReadStream, existsSync } from "node:fs";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { buffer } from "node:stream/consumers";
import { pipeline } from "node:stream/promises";
import { SQSClient } from "@aws-sdk/client-sqs";
import type { DataFolder } from "../data-folder.ts";
import { deliver } from "../eventbridge/deliver.ts";
import { EventBridgeFault } from "../eventbridge/fault.ts";
import { Rules } from "../eventbridge/rules.ts";
import { host } from "../ports.ts";
import type { Engine } from "./engine.ts";

interface Entry {
	Source?: string;
	DetailType?: string;
	Detail?: string;
	Time?: number;
}

/**
 * EventBridge with one bus: PutEvents, and rules that send to queues. Published events are kept in a file and can be
 * watched: `GET /events` returns them as NDJSON, one event per line in the form that a rule's target receives, and
 * `GET /events?follow` continues with new ones.
 */
export async function startEventBridge(
	folder: DataFolder,
	port: number,
	{ region, bus, sqs }: { region: string; bus: string; sqs: string },
): Promise<Engine> {
	const file = folder.file("events.ndjson");
	const published = new EventEmitter().setMaxListeners(0);
	const rules = new Rules(folder.file("event-rules.json"), { bus, region });
	const client = new SQSClient({ endpoint: sqs, region });

	async function put({ Entries = [] }: { Entries?: Entry[] }) {
		const events = Entries.map(({ Source, DetailType, Detail = "{}", Time }) => ({
			version: "0",
			id: randomUUID(),
			"detail-type": DetailType,
			source: Source,
			account: "000000000000",
			time: new Date(Time === undefined ? Date.now() : Time * 1000).toISOString(),
			region,
			resources: [],
			detail: JSON.parse(Detail),
		}));
		const lines = events.map((event) => `${JSON.stringify(event)}\n`).join("");
		appendFileSync(file, lines);
		published.emit("lines", lines);
		await deliver(client, rules.enabled(), events);
		return { FailedEntryCount: 0, Entries: events.map(({ id }) => ({ EventId: id })) };
	}

	async function show(request: IncomingMessage, response: ServerResponse): Promise<void> {
		response.writeHead(200, { "content-type": "application/x-ndjson; charset=utf-8", "cache-control": "no-store" });
		response.flushHeaders();
		const follows = new URL(request.url ?? "/", "http://local").searchParams.has("follow");
		if (existsSync(file)) await pipeline(createReadStream(file), response, { end: !follows });
		else if (!follows) response.end();
		if (!follows) return;
		const write = (lines: string) => response.write(lines);
		published.on("lines", write);
		response.once("close", () => published.off("lines", write));
	}

	async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
		if (request.method === "GET") return show(request, response);
		const target = String(request.headers["x-amz-target"] ?? "");
		const name = target.replace("AWSEvents.", "");
		const action = name === "PutEvents" ? put : rules.actions[name];
		const answer = (status: number, body: object) => {
			response.writeHead(status, { "content-type": "application/x-amz-json-1.1" });
			response.end(JSON.stringify(body));
		};
		try {
			if (!action) throw new EventBridgeFault("UnknownOperationException", `The local stack has no action "${target}"`);
			answer(200, await action(JSON.parse((await buffer(request)).toString())));
		} catch (cause) {
			if (!(cause instanceof EventBridgeFault)) throw cause;
			answer(400, { __type: cause.code, message: cause.message });
		}
	}

	const server = createServer((request, response) => {
		serve(request, response).catch((cause) => {
			console.error("EventBridge:", cause);
			response.destroy();
		});
	});
	server.listen(port, host);
	await once(server, "listening");
	return {
		url: `http://${host}:${port}`,
		async stop() {
			const closed = once(server, "close");
			server.close();
			server.closeAllConnections();
			await closed;
			client.destroy();
		},
	};
}
