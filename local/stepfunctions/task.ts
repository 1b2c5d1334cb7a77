/** A function of `functions/workflow/`: its input and its answer are JSON. */
export type Task = (input: unknown) => Promise<unknown>;

/** What the service lets pass between states, and into an execution: bytes of JSON. */
const maxBytes = 256 * 1024;

export const isTooLarge = (json: string) => Buffer.byteLength(json) > maxBytes;

/** Calls a task as Lambda would: what goes in and comes out has been JSON in between. */
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

/** The interpreter asks an error for these two: `States.ALL` must not match here. */
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

/** Ends what the interpreter still wants to do for an execution, or a Map, that is over. */
export class Interruption extends Terminal {
	override readonly name = "Local.Interrupted";
}
