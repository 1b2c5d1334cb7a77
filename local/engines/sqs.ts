import { once } from "node:events";
import { Worker } from "node:worker_threads";
import type { DataFolder } from "../data-folder.ts";
import { host } from "../ports.ts";
import type { Engine } from "./engine.ts";

export interface SqsWorkerData {
	file: string;
	host: string;
	port: number;
	region: string;
}

/** SQS in a separate thread, because senders must not wait for a busy intake. */
export async function startSqs(folder: DataFolder, port: number, region: string): Promise<Engine> {
	const workerData: SqsWorkerData = { file: folder.file("queue.sqlite"), host, port, region };
	const worker = new Worker(new URL("./sqs-worker.ts", import.meta.url), { workerData });
	// Rejects if the worker throws before it listens.
	await once(worker, "message");
	worker.on("error", (cause) => {
		throw cause;
	});
	return {
		url: `http://${host}:${port}`,
		async stop() {
			const ended = once(worker, "exit");
			worker.postMessage("stop");
			await ended;
		},
	};
}
