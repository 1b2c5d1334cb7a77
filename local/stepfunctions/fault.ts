/** An error that the caller gets to see, by the name that the service has for it. */
export class StepFunctionsFault extends Error {
	readonly code: string;

	constructor(code: string, message: string) {
		super(message);
		this.code = code;
	}
}
