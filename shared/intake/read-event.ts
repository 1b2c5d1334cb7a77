import type * as z from "zod";
import {
	type AccountSaved,
	deactivationSchema,
	type IncomingEvent,
	incomingEventSchema,
} from "../incoming-event/model.ts";
import { pointerTo, readMended } from "./mend.ts";
import type { Mended, MendedField, Outcome } from "./model.ts";

type Rejected = Outcome & { state: "rejected" };

/** What a message says, as far as that has one meaning (docs/decisions/026). */
export function readEvent(body: string): { event: IncomingEvent; mended?: Mended } | { outcome: Rejected } {
	let json: unknown;
	try {
		json = JSON.parse(body.replace(/^\ufeff/, ""));
	} catch (error) {
		// The message quotes the body, and may cut a surrogate pair in two.
		return { outcome: { state: "rejected", reason: "not-json", detail: (error as Error).message.toWellFormed() } };
	}
	const whole = incomingEventSchema.safeParse(json);
	if (whole.success) return { event: whole.data };
	const closed = readDeactivation(json);
	if (closed) return closed;
	const schema = incomingEventSchema.options.find(({ shape }) => shape.type.safeParse(typeOf(json)).success);
	const reading = schema ? readMended(schema, json) : { issues: whole.error.issues };
	if ("issues" in reading) return { outcome: reject(reading.issues) };
	const event: IncomingEvent = { ...(reading.value as IncomingEvent), isMended: true };
	return { event, mended: mendedOf(event, reading.fields) };
}

/** An account that is to be shut out is, whatever else is wrong: what its event does not tell stays as it was. */
function readDeactivation(json: unknown): { event: AccountSaved; mended: Mended } | undefined {
	const reading = readMended(deactivationSchema, json);
	if ("issues" in reading) return undefined;
	const { data, ...envelope } = reading.value;
	const { accountId, name, role, email, campaignIds, active } = data;
	const untold = Object.entries({ name, role, email, campaignIds }).flatMap(([part, value]) =>
		value === undefined ? part : [],
	);
	const event: AccountSaved = {
		...envelope,
		specversion: "1.0",
		source: "",
		data: { accountId, name: name ?? accountId, role: role ?? "agent", email, campaignIds: campaignIds ?? [], active },
		untold,
		isMended: true,
	};
	const known = new Set(reading.fields.map(({ pointer }) => pointer));
	const missing = untold.map((part) => `/data/${part}`).filter((pointer) => !known.has(pointer));
	const fields = missing.map((pointer): MendedField => ({ pointer, code: "missing", became: "left-out" }));
	return { event, mended: mendedOf(event, [...reading.fields, ...fields]) };
}

function typeOf(json: unknown): unknown {
	return json instanceof Object && "type" in json ? json.type : undefined;
}

function mendedOf({ tenantid: tenantId, id: eventId, type }: IncomingEvent, fields: MendedField[]): Mended {
	return { tenantId, eventId, type, fields };
}

/** Tells the first things that are wrong, and never what was there. */
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
