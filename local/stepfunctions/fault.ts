/** An error that the caller sees, with the service's name for it. */
export class StepFunctionsFault extends Error {
	readonly code: string;

	constructor(code: string, message: string) {
		super(message);
		this.code = code;
	}
}
