import type * as z from "zod";
import {
	type AccountSaved,
	deactivationSchema,
	type IncomingEvent,
	incomingEventSchema,
	type ReadableEnvelope,
	readableEnvelopeSchema,
} from "../incoming-event/model.ts";
import type { Note } from "../rejection/model.ts";
import { pointerTo, readMended } from "./mend.ts";
import type { Outcome } from "./model.ts";

type Rejected = Outcome & { state: "rejected" };

/** The content of a message, as far as its meaning is unambiguous (docs/decisions/026). */
export function readEvent(body: string): { event: IncomingEvent; notes?: Note[] } | { outcome: Rejected } {
	let json: unknown;
	try {
		json = parse(body);
	} catch (error) {
		return { outcome: { state: "rejected", reason: "not-json", detail: placeOf(error as Error, body) } };
	}
	const whole = incomingEventSchema.safeParse(json);
	if (whole.success) return { event: whole.data };
	const closed = readDeactivation(json);
	if (closed) return closed;
	const schema = incomingEventSchema.options.find(({ shape }) => shape.type.safeParse(typeOf(json)).success);
	const reading = schema ? readMended(schema, json) : { issues: whole.error.issues };
	if ("issues" in reading) return { outcome: reject(reading.issues) };
	const event: IncomingEvent = { ...(reading.value as IncomingEvent), isMended: true };
	return { event, notes: reading.notes };
}

/** An event's envelope, as far as it can be read. */
export function readEnvelope(body: string): ReadableEnvelope {
	try {
		return readableEnvelopeSchema.parse(parse(body));
	} catch {
		return {};
	}
}

function parse(body: string): unknown {
	return JSON.parse(body.replace(/^\ufeff/, ""));
}

/**
 * Where a body stops being JSON. The parser's own message is not used: it quotes the body, which only its sender may
 * read.
 */
function placeOf({ message }: Error, body: string): string {
	const [, position] = /at position (\d+)/.exec(message) ?? [];
	const length = `${body.length} characters`;
	return position === undefined ? `not JSON: ${length}` : `not JSON from character ${position} of ${length} on`;
}

/**
 * A deactivation is applied whatever else is wrong with the event; missing parts stay as they were.
 */
function readDeactivation(json: unknown): { event: AccountSaved; notes: Note[] } | undefined {
	const reading = readMended(deactivationSchema, json);
	if ("issues" in reading) return undefined;
	const { data, ...envelope } = reading.value;
	const { accountId, name, role, email, campaignIds, active } = data;
	const missingParts = Object.entries({ name, role, email, campaignIds }).flatMap(([part, value]) =>
		value === undefined ? part : [],
	);
	const event: AccountSaved = {
		...envelope,
		specversion: "1.0",
		source: "",
		data: { accountId, name: name ?? accountId, role: role ?? "agent", email, campaignIds: campaignIds ?? [], active },
		missingParts,
		isMended: true,
	};
	const known = new Set(reading.notes.map(({ pointer }) => pointer));
	const missing = missingParts.map((part) => `/data/${part}`).filter((pointer) => !known.has(pointer));
	const lacking = missing.map((pointer): Note => ({ pointer, code: "missing", became: "left-out" }));
	return { event, notes: [...reading.notes, ...lacking] };
}

function typeOf(json: unknown): unknown {
	return json instanceof Object && "type" in json ? json.type : undefined;
}

/** Describes the first errors, never the values. */
function reject(issues: readonly z.core.$ZodIssue[]): Rejected {
	const detail = issues
		.slice(0, 5)
		.map((issue) => `${pointerTo(issue.path)}: ${textOf(issue)}`)
		.join("; ");
	return { state: "rejected", reason: "invalid-event", detail };
}

function textOf(issue: z.core.$ZodIssue): string {
	const { code, max } = ("params" in issue ? (issue.params ?? {}) : {}) as { code?: string; max?: number };
	if (code === undefined) return issue.message;
	return max === undefined ? code : `${code} (max ${max})`;
}
