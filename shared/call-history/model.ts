import * as z from "zod";
import { foldPhone } from "../text/model.ts";

export const memoMaxCodePoints = 5000;

/** Well-formed Unicode of at most `max` code points (a surrogate pair counts once, as on the screen). */
export function textSchema(max: number) {
	return z
		.string()
		.refine((text) => text.isWellFormed(), { params: { code: "lone-surrogate" }, abort: true })
		.refine((text) => text.length <= max * 2 && [...text].length <= max, { params: { code: "too-long", max } });
}

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
	/** As {@link normalizePhone} makes it; what is no number at all stays as the dialler sent it. */
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
	/** Number of corrections so far; the ETag is made of it. */
	version: number;
	updatedAt?: number;
	updatedBy?: string;
	/** When the record was taken in. */
	storedAt: number;
	/** When it was taken in, or corrected last: what a search as of an earlier moment has to look at twice. */
	changedAt: number;
	/** Which of two calls with one id stays (intake/precedence.ts); records that were taken in before there was one lack it. */
	precedence?: string;
}

/** What no correction changes: equal in two deliveries of one call. */
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

/** Whether two records of one id come from the same call, as far as no correction could have changed them. */
function isSameCall(one: Partial<CallHistory>, other: Partial<CallHistory>): boolean {
	return frozen.every((name) => one[name] === other[name]);
}

const reported = ["altPhone", "talkedWith", "resultId", "memo"] as const;

/** All that a call says when it comes in. */
export const contentOfCall = [...frozen, ...reported, "nextAction"] as const;

/** Whether two calls of one id take the same place in the order of a customer's calls. */
export function isSamePlace(one: CallHistory, other: CallHistory): boolean {
	return (["batchId", "customerId", "calledAt"] as const).every((name) => one[name] === other[name]);
}

/** Whether a call that comes again says what the stored record says, or said before it was corrected. */
export function isRepeated(stored: CallHistory, call: CallHistory): boolean {
	if (!isSameCall(stored, call)) return false;
	if (stored.version > 0) return true;
	const sameAction = JSON.stringify(stored.nextAction) === JSON.stringify(call.nextAction);
	return sameAction && reported.every((name) => stored[name] === call[name]);
}

/** A record with the time, in epoch seconds, at which TTL may delete it. */
export type Expiring<T> = T & { expiresAt: number };

export interface Recording {
	/** In the bucket; what makes it this recording and no other. */
	objectKey: string;
	contentType: string;
	durationSeconds: number;
	/** When it was stored, by its event; epoch milliseconds. */
	storedAt: number;
}

/** All recordings of a call, in the order in which they were stored. */
export function recordingsOf({ recording, olderRecordings = [] }: Pick<CallHistory, "recording" | "olderRecordings">) {
	return recording ? [...olderRecordings, recording] : [];
}

/** What a list row is made of: a record without the detail screen's own fields. */
export type CallHistoryEntry = Omit<
	CallHistory,
	"altPhone" | "remarks" | "recording" | "olderRecordings" | "version" | "storedAt" | "precedence"
> & {
	recordingSeconds?: number;
};

/** A telephone number as it is stored and shown: national digits, or `+` and digits for a number abroad. */
export function normalizePhone(text: string): string {
	const folded = text.normalize("NFKC").trim();
	const digits = foldPhone(folded);
	return /^\(?\+/.test(folded) && !digits.startsWith("0") ? `+${digits}` : digits;
}

/**
 * A number in any usual writing, full width and every sort of hyphen included; hands on the stored form. Escaped, because one
 * character outside of ASCII would have the engine keep a whole bundle in two bytes a character.
 */
export const phoneSchema = z
	.string()
	.max(40)
	.regex(/^[\s\d+()\uff08\uff09.\-\u2010\u2011\u2013\u2014\u2212\uff0d\u30fc\uff10-\uff19\uff0b\uff0e]*$/u)
	.transform(normalizePhone)
	.pipe(z.string().regex(/^\+?\d{1,20}$/));
