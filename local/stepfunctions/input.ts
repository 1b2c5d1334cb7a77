import { StepFunctionsFault } from "./fault.ts";
import { maxBytes } from "./task.ts";

/** A request's parameters, unchecked. */
// biome-ignore lint/suspicious/noExplicitAny: each action checks what it uses
export type Input = Record<string, any>;

// biome-ignore lint/suspicious/noControlCharactersInRegex: exactly these are refused by the service
const legalName = /^[^\s<>{}[\]?*"#%\\^|~`$&,;:/\u0000-\u001F\u007F-\u009F]{1,80}$/;

const invalid = (message: string) => new StepFunctionsFault("ValidationException", message);

export function checkedName(name: unknown): string {
	if (typeof name === "string" && legalName.test(name)) return name;
	throw new StepFunctionsFault("InvalidName", `Invalid Name: '${name}'`);
}

export function checkedInput(input: unknown): string {
	const text = String(input);
	if (Buffer.byteLength(text) > maxBytes) throw invalid(`The input is larger than ${maxBytes} bytes`);
	try {
		JSON.parse(text);
		return text;
	} catch (cause) {
		throw new StepFunctionsFault("InvalidExecutionInput", `Invalid State Machine Execution Input: '${cause}'`);
	}
}

/** 0 stands for the default. */
export function pageSize({ maxResults = 0 }: Input): number {
	if (Number.isInteger(maxResults) && maxResults >= 0 && maxResults <= 1000) return maxResults || 100;
	throw invalid(`Value '${maxResults}' at 'maxResults' must be between 0 and 1000`);
}

const statuses = ["RUNNING", "SUCCEEDED", "FAILED", "TIMED_OUT", "ABORTED", "PENDING_REDRIVE"];

export function checkedStatus(status: unknown): string | undefined {
	if (status === undefined || statuses.includes(String(status))) return status as string | undefined;
	throw invalid(`Value '${status}' at 'statusFilter' must be one of ${statuses.join(", ")}`);
}
