import { type MessageAttributes, sizeOf } from "./digest.ts";
import { invalid, SqsFault } from "./fault.ts";

/** A request's parameters, unchecked. */
// biome-ignore lint/suspicious/noExplicitAny: each action checks what it uses
export type Input = Record<string, any>;

/** The limit of a batch, and of a message unless its queue allows less. */
export const maxBytes = 1024 * 1024;
// biome-ignore lint/suspicious/noControlCharactersInRegex: exactly these are refused by the service
const refusedCharacters = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]/;

export const attributesOf = (input: Input): MessageAttributes => input.MessageAttributes ?? {};

export function within(input: Input, name: string, least: number, most: number, otherwise: number): number {
	const value = Number(input[name] ?? otherwise);
	if (Number.isInteger(value) && value >= least && value <= most) return value;
	throw invalid(`Value ${input[name]} for parameter ${name} is invalid. Reason: Must be between ${least} and ${most}.`);
}

/** Why a message cannot be sent to a queue with this size limit. */
export function faultOf(input: Input, queueBytes: number): SqsFault | undefined {
	const { MessageBody: body } = input;
	if (typeof body !== "string" || body === "") {
		return new SqsFault("MissingParameter", "The request must contain the parameter MessageBody.");
	}
	const values = Object.values(attributesOf(input)).map(({ StringValue = "" }) => StringValue);
	if ([body, ...values].some((text) => refusedCharacters.test(text))) {
		return new SqsFault("InvalidMessageContents", "Invalid characters found.");
	}
	if (sizeOf(body, attributesOf(input)) > queueBytes) {
		return invalid(`One or more parameters are invalid. Reason: Message must be shorter than ${queueBytes} bytes.`);
	}
	return undefined;
}

/** @throws SqsFault if the whole batch is refused */
export function checkedBatch(entries: unknown): Input[] {
	if (!Array.isArray(entries) || entries.length === 0) {
		throw new SqsFault(
			"EmptyBatchRequest",
			"There should be at least one entry.",
			"AWS.SimpleQueueService.EmptyBatchRequest",
		);
	}
	if (entries.length > 10) {
		throw new SqsFault(
			"TooManyEntriesInBatchRequest",
			"Maximum number of entries per request are 10.",
			"AWS.SimpleQueueService.TooManyEntriesInBatchRequest",
		);
	}
	if (new Set(entries.map((entry) => entry.Id)).size < entries.length) {
		throw new SqsFault(
			"BatchEntryIdsNotDistinct",
			"Two or more batch entries in the request have the same Id.",
			"AWS.SimpleQueueService.BatchEntryIdsNotDistinct",
		);
	}
	return entries;
}
