import type { Note, Reason } from "../rejection/model.ts";

/** Bytes of a message; SQS takes 1 MiB, and a rejected message needs room for its reason. */
export const maxMessageBytes = 1_040_000;

/**
 * What became of a message. `waiting`: what it refers to has not come in yet. `dropped`: it comes too late for a tenant
 * that was removed, or tells of a call that was erased.
 */
export type Outcome =
	| { state: "applied"; notes?: readonly Note[] }
	| { state: "waiting" | "rejected" | "dropped"; reason: Reason; detail: string };
