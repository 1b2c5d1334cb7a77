import type { Note, Reason } from "../rejection/model.ts";

/** The size limit of a message in bytes; SQS accepts 1 MiB, and a rejected message needs room for its reason. */
export const maxMessageBytes = 1_040_000;

/**
 * The outcome of a message. `waiting`: what it refers to has not arrived yet. `dropped`: its tenant was removed, or its
 * call was erased.
 */
export type Outcome =
	| { state: "applied"; notes?: readonly Note[] }
	| { state: "waiting" | "rejected" | "dropped"; reason: Reason; detail: string };
