/** A function of `functions/workflow/`: its input and its answer are JSON. */
export type Task = (input: unknown) => Promise<unknown>;

/** The service's limit for an execution's input and for data passed between states. */
const maxBytes = 256 * 1024;

export const isTooLarge = (json: string) => Buffer.byteLength(json) > maxBytes;

/** Calls a task as Lambda would, its input and its answer passed as JSON. */
export async function callTask(task: Task, state: string, input: unknown): Promise<unknown> {
	let answer: string;
	try {
		answer = JSON.stringify(await task(JSON.parse(JSON.stringify(input)))) ?? "null";
	} catch (thrown) {
		throw new TaskFailure(thrown);
	}
	if (isTooLarge(answer)) throw new DataLimitExceeded(state);
	return JSON.parse(answer);
}

/** `Retry` and `Catch` match its name; its message becomes `Cause`. */
class TaskFailure extends Error {
	constructor(thrown: unknown) {
		const { name, message } = thrown instanceof Error ? thrown : { name: typeof thrown, message: String(thrown) };
		super(JSON.stringify({ errorType: name, errorMessage: message }));
		this.name = name;
	}
}

/** The interpreter reads these two members of an error; with them, `States.ALL` does not match it. */
class Terminal extends Error {
	readonly isRetryable = false;
	readonly isCatchable = false;
}

export class DataLimitExceeded extends Terminal {
	override readonly name = "States.DataLimitExceeded";

	constructor(state: string) {
		super(
			`The state/task '${state}' returned a result with a size exceeding the maximum number of bytes service limit.`,
		);
	}
}

/** Keeps the interpreter from continuing an execution, or a Map, that has ended. */
export class Interruption extends Terminal {
	override readonly name = "Local.Interrupted";
}
