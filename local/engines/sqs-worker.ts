import { parentPort, workerData } from "node:worker_threads";
import { MoveTaskStore } from "../sqs/move-task-store.ts";
import { MoveTasks } from "../sqs/move-tasks.ts";
import { QueueStore } from "../sqs/queue-store.ts";
import { Queues } from "../sqs/queues.ts";
import { createSqsServer } from "../sqs/server.ts";
import { openDatabase } from "../sqs/statements.ts";
import type { SqsWorkerData } from "./sqs.ts";

const { file, host, port, region }: SqsWorkerData = workerData;
const database = openDatabase(file);
const queues = new Queues(new QueueStore(database), region);
const moveTasks = new MoveTasks(queues, new MoveTaskStore(database));
const server = createSqsServer(queues, moveTasks);

server.listen(port, host, () => parentPort?.postMessage("listening"));
parentPort?.once("message", () => {
	moveTasks.close();
	server.close(() => database.close());
	server.closeAllConnections();
});
