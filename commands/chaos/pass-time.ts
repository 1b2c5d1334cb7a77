import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";

/**
 * Lets time pass for the queues of a stopped stack: they use the machine's clock, so after a jump of the stack's clock
 * alone, messages that are long due would stay hidden or delayed.
 */
export function passTime(dataDir: string, milliseconds: number): void {
	const queues = new DatabaseSync(join(dataDir, "queue.sqlite"));
	queues
		.prepare("UPDATE message SET visible_at = visible_at - ?, sent_at = sent_at - ?")
		.run(milliseconds, milliseconds);
	queues.close();
}
