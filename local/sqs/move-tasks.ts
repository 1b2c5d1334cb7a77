import { invalid, notFound, SqsFault } from "./fault.ts";
import type { MoveTask, MoveTaskStore } from "./move-task-store.ts";
import type { QueueRow } from "./queue-store.ts";
import { type Queues, redriveOf } from "./queues.ts";

const everyMs = 1000;
/** Messages per second if the caller sets no limit; also the highest limit. */
export const mostPerSecond = 500;

/** Moves messages out of dead-letter queues, one task per queue at a time. */
export class MoveTasks {
	readonly #queues: Queues;
	readonly #store: MoveTaskStore;
	readonly #timers = new Map<string, NodeJS.Timeout>();

	constructor(queues: Queues, store: MoveTaskStore) {
		this.#queues = queues;
		this.#store = store;
		for (const { id } of store.active()) this.#stepIn(id, 0);
	}

	/** @throws SqsFault if the source is not a dead-letter queue, or already has a running task */
	start(sourceArn: unknown, destinationArn: unknown, rate: number | null): string {
		const source = this.#byArn("SourceArn", sourceArn);
		if (!this.#queues.rows().some((queue) => redriveOf(queue)?.target === source.name)) {
			throw invalid("Source queue must be configured as a Dead Letter Queue.");
		}
		const destination = destinationArn === undefined ? null : this.#byArn("DestinationArn", destinationArn).name;
		if (destination === source.name) {
			throw invalid("Source queue arn and destination queue arn cannot be the same.");
		}
		if (this.#store.active().some((task) => task.source === source.name)) {
			throw invalid(
				"There is already a task running. Only one active task is allowed for a source queue arn at a given time.",
			);
		}
		const task = this.#store.start({ source: source.name, destination, rate });
		this.#stepIn(task.id, 0);
		return this.#handleOf(task);
	}

	/** The answer of `ListMessageMoveTasks`, newest first. */
	list(sourceArn: unknown, limit: number): object[] {
		const source = this.#byArn("SourceArn", sourceArn);
		return this.#store.of(source.name, limit).map((task) => ({
			...(task.status === "RUNNING" && { TaskHandle: this.#handleOf(task) }),
			Status: task.status,
			SourceArn: this.#queues.arnOf(task.source),
			...(task.destination !== null && { DestinationArn: this.#queues.arnOf(task.destination) }),
			...(task.rate !== null && { MaxNumberOfMessagesPerSecond: task.rate }),
			ApproximateNumberOfMessagesMoved: task.moved,
			ApproximateNumberOfMessagesToMove: task.toMove,
			...(task.failureReason !== null && { FailureReason: task.failureReason }),
			StartedTimestamp: task.startedAt,
		}));
	}

	/** @returns how many messages it had moved; they stay moved */
	cancel(handle: unknown): number {
		const { taskId, sourceArn } = parseHandle(handle);
		this.#byArn("SourceArn", sourceArn);
		const task = this.#store.find(taskId);
		if (!task) throw notFound("Task does not exist.");
		if (task.status !== "RUNNING") {
			throw new SqsFault("UnsupportedOperation", "Only a task that is RUNNING can be cancelled.");
		}
		this.#store.settle(task.id, "CANCELLING");
		return task.moved;
	}

	close(): void {
		for (const timer of this.#timers.values()) clearTimeout(timer);
	}

	#stepIn(id: string, milliseconds: number): void {
		this.#timers.set(
			id,
			setTimeout(() => this.#step(id), milliseconds),
		);
	}

	#step(id: string): void {
		this.#timers.delete(id);
		const task = this.#store.find(id);
		if (task?.status === "CANCELLING") this.#store.settle(id, "CANCELLED");
		if (task?.status === "RUNNING") this.#move(task);
	}

	#move(task: MoveTask): void {
		const { id } = task;
		const known = new Set(this.#queues.names());
		const { queues, ended, failureReason } = this.#store.move(task, task.rate ?? mostPerSecond, (origin) => {
			const queue = task.destination ?? origin;
			if (queue === null) return { failureReason: "CouldNotDetermineMessageSource" };
			return known.has(queue) ? { queue } : { failureReason: noQueue };
		});
		for (const queue of queues) this.#queues.wake(this.#queues.find(queue));
		if (failureReason) this.#store.settle(id, "FAILED", failureReason);
		else if (ended) this.#store.settle(id, "COMPLETED");
		else this.#stepIn(id, everyMs);
	}

	#byArn(parameter: string, arn: unknown): QueueRow {
		if (arn === undefined)
			throw new SqsFault("MissingParameter", `The request must contain the parameter ${parameter}.`);
		const [, name] = /^arn:[\w-]+:sqs:[\w-]*:\d*:([\w-]+)$/.exec(String(arn)) ?? [];
		if (!name) {
			throw invalid(
				`You must use this format to specify the ${parameter}: ` +
					"arn:<partition>:<service>:<region>:<account-id>:<resource-id>",
			);
		}
		if (this.#queues.arnOf(name) !== arn || !this.#queues.names().includes(name)) {
			throw notFound(`The resource that you specified for the ${parameter} parameter doesn't exist.`);
		}
		return this.#queues.find(name);
	}

	#handleOf({ id, source }: MoveTask): string {
		return Buffer.from(JSON.stringify({ taskId: id, sourceArn: this.#queues.arnOf(source) })).toString("base64");
	}
}

const noQueue = "AWS.SimpleQueueService.NonExistentQueue";

function parseHandle(handle: unknown): { taskId: string; sourceArn: string } {
	try {
		const { taskId, sourceArn } = JSON.parse(Buffer.from(String(handle), "base64").toString());
		if (typeof taskId === "string" && typeof sourceArn === "string") return { taskId, sourceArn };
	} catch {
		// Reported below, as a missing member.
	}
	throw invalid("Value for parameter TaskHandle is invalid.");
}
