/** An error that the caller sees, with its names in the JSON and the older query protocol. */
export class SqsFault extends Error {
	readonly code: string;
	readonly queryCode: string;
	readonly status: number;

	constructor(code: string, message: string, queryCode = code, status = 400) {
		super(message);
		this.code = code;
		this.queryCode = queryCode;
		this.status = status;
	}
}

export const noSuchQueue = () =>
	new SqsFault("QueueDoesNotExist", "The specified queue does not exist.", "AWS.SimpleQueueService.NonExistentQueue");

export const notFound = (message: string) =>
	new SqsFault("ResourceNotFoundException", message, "ResourceNotFoundException", 404);

export const invalid = (message: string) => new SqsFault("InvalidParameterValue", message);
