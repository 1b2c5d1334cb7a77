/** An error that the caller gets to see, under the service's name for it. */
export class StepFunctionsFault extends Error {
	readonly code: string;

	constructor(code: string, message: string) {
		super(message);
		this.code = code;
	}
}
