/** Bytes of a message; SQS takes 1 MiB, and what can never be applied is put aside with its reason beside it. */
export const maxMessageBytes = 1_040_000;

/** The reason for which an event waits, or is dropped, whose tenant was removed. */
export const tenantRemoved = "tenant-removed";

/** The reason for which a call is dropped whose record was erased for good. */
export const recordErased = "record-erased";

/**
 * What became of a message. `waiting`: what it refers to has not come in yet. `dropped`: it comes too late for a tenant that was
 * removed, or tells of a call that was erased.
 */
export type Outcome =
	| { state: "applied"; mended?: Mended }
	| { state: "waiting" | "rejected" | "dropped"; reason: string; detail: string };

/** What an event was taken in without, or with a change: where, and why; never what was there. */
export interface Mended {
	tenantId: string;
	eventId: string;
	type: string;
	fields: MendedField[];
}

export interface MendedField {
	/** `/data/email` */
	pointer: string;
	code: string;
	became: "left-out" | "cut" | "replaced" | "swapped";
}
