import { once } from "node:events";
import type { DataFolder } from "../data-folder.ts";
import { host } from "../ports.ts";
import { QueueStore } from "../sqs/queue-store.ts";
import { Queues } from "../sqs/queues.ts";
import { createSqsServer } from "../sqs/server.ts";
import type { Engine } from "./engine.ts";

export async function startSqs(folder: DataFolder, port: number, region: string): Promise<Engine> {
	const store = new QueueStore(folder.file("queue.sqlite"));
	const server = createSqsServer(new Queues(store, region));
	server.listen(port, host);
	await once(server, "listening");
	return {
		url: `http://${host}:${port}`,
		async stop() {
			const closed = once(server, "close");
			server.close();
			server.closeAllConnections();
			await closed;
			store.close();
		},
	};
}
