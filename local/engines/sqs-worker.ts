import { parentPort, workerData } from "node:worker_threads";
import { QueueStore } from "../sqs/queue-store.ts";
import { Queues } from "../sqs/queues.ts";
import { createSqsServer } from "../sqs/server.ts";
import type { SqsWorkerData } from "./sqs.ts";

const { file, host, port, region }: SqsWorkerData = workerData;
const store = new QueueStore(file);
const server = createSqsServer(new Queues(store, region));

server.listen(port, host, () => parentPort?.postMessage("listening"));
parentPort?.once("message", () => {
	server.close(() => store.close());
	server.closeAllConnections();
});
