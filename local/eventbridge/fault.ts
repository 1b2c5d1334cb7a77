/** An error answer of EventBridge. */
export class EventBridgeFault extends Error {
	readonly code: string;

	constructor(code: string, message: string) {
		super(message);
		this.code = code;
	}
}
