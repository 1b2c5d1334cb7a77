import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";

/**
 * Lets time pass for the queues of a stack that does not run: they keep to the machine's clock, and a jump of the stack's own
 * alone would leave messages hidden or delayed that have long been due.
 */
export function passTime(dataDir: string, milliseconds: number): void {
	const queues = new DatabaseSync(join(dataDir, "queue.sqlite"));
	queues
		.prepare("UPDATE message SET visible_at = visible_at - ?, sent_at = sent_at - ?")
		.run(milliseconds, milliseconds);
	queues.close();
}
