/** A problem document of the API (RFC 9457), or a refusal of the gateway before it. */
export class ApiProblem extends Error {
	readonly status: number;
	readonly code: string;
	/** For people, in the console's language; empty where only the gateway has answered. */
	readonly title: string;
	readonly instance: string | undefined;
	readonly errors: readonly { pointer: string; code: string; detail: string }[];
	/** Members beyond the standard's, such as `asyncSearch`. */
	readonly extensions: Readonly<Record<string, unknown>>;

	constructor(status: number, document: Record<string, unknown>) {
		const { code, title, instance, errors, type: _, status: __, ...extensions } = document;
		super(`${status} ${code ?? ""}`);
		this.status = status;
		this.code = typeof code === "string" ? code : `http-${status}`;
		this.title = typeof title === "string" ? title : "";
		this.instance = typeof instance === "string" ? instance : undefined;
		this.errors = Array.isArray(errors) ? errors : [];
		this.extensions = extensions;
	}

	/** What is wrong with a field, by its pointer: `#/memo`. */
	detailOf(pointer: string): string | undefined {
		return this.errors.find((error) => error.pointer === pointer)?.detail;
	}
}

/** No answer at all: this browser is offline, or the service cannot be reached. */
export class Unreachable extends Error {}

/** Whether the same request may succeed later, with nothing changed. */
export function mayPass(error: unknown): boolean {
	return error instanceof Unreachable || (error instanceof ApiProblem && error.status >= 500);
}
