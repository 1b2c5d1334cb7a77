import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";

/**
 * Lets time pass for the queues of a stopped stack. They use the machine's clock, so if only the stack's clock jumped,
 * messages that are long due would stay hidden or delayed.
 */
export function passTime(dataDir: string, milliseconds: number): void {
	const queues = new DatabaseSync(join(dataDir, "queue.sqlite"));
	queues
		.prepare("UPDATE message SET visible_at = visible_at - ?, sent_at = sent_at - ?")
		.run(milliseconds, milliseconds);
	queues.close();
}
