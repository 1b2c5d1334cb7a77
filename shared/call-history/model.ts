import * as z from "zod";
import { boundedText } from "../bounded-text/model.ts";
import { indexedAs, normalizePhone, parseNumber } from "../phone/model.ts";
import { fieldCode } from "../problem/field-model.ts";

export const memoMaxCodePoints = 5000;

export const talkedWithSchema = z.enum(["self", "other"]);
export type TalkedWith = z.infer<typeof talkedWithSchema>;
export const nextActionTypes = ["continue", "redial", "done"] as const;

/** `redialAt` in epoch milliseconds. */
export type NextAction = { type: "continue" } | { type: "done" } | { type: "redial"; redialAt: number };

/** One dial attempt, as stored. Times in epoch milliseconds; absent means "none". */
export interface CallHistory {
	tenantId: string;
	callId: string;
	requestId: string;
	calledAt: number;
	campaignId: string;
	batchId: string;
	customerListId?: string;
	callingGroupId?: string;
	customerId: string;
	callerId?: string;
	name?: string;
	kana?: string;
	/** As {@link normalizePhone} returns it. */
	phone: string;
	altPhone?: string;
	remarks?: string;
	agentId?: string;
	talkedWith?: TalkedWith;
	resultId?: string;
	durationSeconds: number;
	nextAction: NextAction;
	memo?: string;
	createdAt: number;
	/** The newest of its recordings. */
	recording?: Recording;
	/** All others, in their order: see {@link recordingsOf}. */
	olderRecordings?: readonly Recording[];
	/** Number of corrections so far; the ETag is derived from it. */
	version: number;
	updatedAt?: number;
	updatedBy?: string;
	/** When the record was taken in. */
	storedAt: number;
	/** When it was taken in or last corrected. Exports as of an earlier moment must revert later changes. */
	changedAt: number;
	/** Decides which of two calls with the same id stays (intake/precedence.ts); absent from older records. */
	precedence?: string;
}

/** Members that no correction changes: equal in two deliveries of one call. */
const frozen = [
	"requestId",
	"calledAt",
	"campaignId",
	"batchId",
	"customerListId",
	"callingGroupId",
	"customerId",
	"callerId",
	"name",
	"kana",
	"phone",
	"remarks",
	"agentId",
	"durationSeconds",
	"createdAt",
] as const;

/** Whether two records with the same id come from the same call, judging by the members that no correction changes. */
function isSameCall(one: Partial<CallHistory>, other: Partial<CallHistory>): boolean {
	return frozen.every((name) => one[name] === other[name] || isSameNumber(name, one[name], other[name]));
}

/** Earlier versions stored some numbers in another spelling. */
function isSameNumber(name: (typeof frozen)[number], one: unknown, other: unknown): boolean {
	if (name !== "phone" && name !== "callerId") return false;
	return typeof one === "string" && typeof other === "string" && indexedAs(one) === indexedAs(other);
}

const reported = ["altPhone", "talkedWith", "resultId", "memo"] as const;

/** Everything that the dialler reports about a call. */
export const contentOfCall = [...frozen, ...reported, "nextAction"] as const;

/** Whether two calls with the same id have the same place in the order of a customer's calls. */
export function isSamePlace(one: CallHistory, other: CallHistory): boolean {
	return (["batchId", "customerId", "calledAt"] as const).every((name) => one[name] === other[name]);
}

/** Whether a call that arrives again matches the stored record, or the record before its corrections. */
export function isRepeated(stored: CallHistory, call: CallHistory): boolean {
	if (!isSameCall(stored, call)) return false;
	if (stored.version > 0) return true;
	const sameAction = JSON.stringify(stored.nextAction) === JSON.stringify(call.nextAction);
	return sameAction && reported.every((name) => stored[name] === call[name]);
}

/** A record with the time, in epoch seconds, at which TTL may delete it. */
export type Expiring<T> = T & { expiresAt: number };

export interface Recording {
	/** The object's key in the bucket, which identifies the recording. */
	objectKey: string;
	contentType: string;
	durationSeconds: number;
	/** When it was stored, according to its event; epoch milliseconds. */
	storedAt: number;
}

/** All recordings of a call, in the order in which they were stored. */
export function recordingsOf({ recording, olderRecordings = [] }: Pick<CallHistory, "recording" | "olderRecordings">) {
	return recording ? [...olderRecordings, recording] : [];
}

/** The data of a list row: a record without the fields that only the detail screen shows. */
export type CallHistoryEntry = Omit<
	CallHistory,
	"altPhone" | "remarks" | "recording" | "olderRecordings" | "version" | "storedAt" | "precedence"
> & {
	recordingSeconds?: number;
};

/** Limits of a number as written, with label and extension, and of its digits alone. */
export const maxNumberLength = 64;
export const maxDigits = 20;

/**
 * A number in any spelling. The result is what is stored and shown: its digits, or the whole text if it has a label or
 * an extension.
 */
export const phoneSchema = boundedText(maxNumberLength).transform((text, context) => {
	const digits = parseNumber(text)?.digits ?? "";
	if (digits !== "" && digits.length <= maxDigits) return normalizePhone(text);
	context.issues.push({ code: "custom", input: text, ...fieldCode("not-a-number") });
	return z.NEVER;
});
