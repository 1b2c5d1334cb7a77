import * as z from "zod";
import { boundedText } from "../bounded-text/model.ts";
import {
	type CallHistory,
	type CallHistoryEntry,
	memoMaxCodePoints,
	type NextAction,
	phoneSchema,
	talkedWithSchema,
} from "../call-history/model.ts";
import { type Account, idSchema } from "../directory/model.ts";
import { formatJst, jstDate, parseTime } from "../time/model.ts";

const timeSchema = z
	.string()
	.max(40)
	.transform((text, context) => {
		const time = parseTime(text);
		if (time === undefined) context.issues.push({ code: "custom", input: text, params: { code: "not-a-time" } });
		return time ?? z.NEVER;
	})
	.meta({ description: "JST local (`2026-11-25T10:00`) or with an offset." });

export const correctableFields = ["altPhone", "talkedWith", "resultId", "nextAction", "memo"] as const;
type CorrectableField = (typeof correctableFields)[number];
export type CorrectableValues = Pick<CallHistory, CorrectableField>;

/** What a correction may change. A field that is left out stays; `null` clears it. */
const correctable = {
	altPhone: z.nullable(phoneSchema).optional(),
	talkedWith: z.nullable(talkedWithSchema).optional(),
	resultId: idSchema.optional(),
	nextAction: z
		.discriminatedUnion("type", [
			z.strictObject({ type: z.literal("continue") }),
			z.strictObject({ type: z.literal("redial"), redialAt: timeSchema }),
			z.strictObject({ type: z.literal("done") }),
		])
		.optional(),
	memo: z.nullable(boundedText(memoMaxCodePoints)).optional(),
} satisfies Record<CorrectableField, z.ZodType>;
export type CorrectableRequest = z.infer<z.ZodObject<typeof correctable>>;

const reason = boundedText(500).optional();
const namesField = (request: object) => correctableFields.some((field) => field in request);
const nothingToCorrect = { params: { code: "nothing-to-correct" } };

export const correctionSchema = z.strictObject({ ...correctable, reason }).refine(namesField, nothingToCorrect);

const versionSchema = z.int().min(0).max(999_999_999).meta({
	description: "The version that was read. With `dryRun` it may be left out.",
});

/** How many records one request may correct. */
const maxBulk = 100;

/** Corrections of several records, each of the version that was read. */
export const bulkCorrectionSchema = z
	.strictObject({
		items: z
			.array(
				z
					.strictObject({ callId: idSchema, version: versionSchema.optional(), ...correctable })
					.refine(namesField, nothingToCorrect),
			)
			.min(1)
			.max(maxBulk)
			.check(({ value, issues }) => {
				const known = new Set<string>();
				for (const [index, { callId }] of value.entries()) {
					const path = [index, "callId"];
					if (known.has(callId)) issues.push({ code: "custom", input: callId, path, params: { code: "call-twice" } });
					known.add(callId);
				}
			}),
		reason,
		dryRun: z.boolean().optional(),
	})
	.check(({ value: { items, dryRun }, issues }) => {
		if (dryRun) return;
		for (const [index, { version }] of items.entries()) {
			const path = ["items", index, "version"];
			if (version === undefined) issues.push({ code: "custom", input: version, path, params: { code: "required" } });
		}
	});
export type BulkCorrection = z.infer<typeof bulkCorrectionSchema>;

/** One field's change, as the API shows it: `null` where there was nothing, times with their offset. */
export interface Change {
	field: CorrectableField;
	before: unknown;
	after: unknown;
}

export interface Correction {
	/** Epoch milliseconds. */
	correctedAt: number;
	correctedBy: string;
	reason?: string;
	changes: Change[];
}

/** The correctable values after a request; an empty text counts as nothing. */
export function applyRequest(record: CallHistory, request: CorrectableRequest): CorrectableValues {
	const after: Record<string, unknown> = {};
	for (const field of correctableFields) {
		const value = field in request ? request[field] : record[field];
		if (value !== null && value !== undefined && value !== "") after[field] = value;
	}
	return after as unknown as CorrectableValues;
}

export function changesBetween(before: CorrectableValues, after: CorrectableValues): Change[] {
	return correctableFields
		.map((field) => ({ field, before: shown(before[field]), after: shown(after[field]) }))
		.filter((change) => JSON.stringify(change.before) !== JSON.stringify(change.after));
}

function shown(value: CorrectableValues[CorrectableField]): unknown {
	return value === undefined ? null : typeof value === "object" ? showNextAction(value) : value;
}

export function showNextAction(action: NextAction): { type: NextAction["type"]; redialAt?: string } {
	return action.type === "redial" ? { type: action.type, redialAt: formatJst(action.redialAt) } : { type: action.type };
}

/**
 * A list row as it was at a moment, from what it is now and its corrections, oldest first. Only the correctable
 * fields are undone; everything else in a record never changes.
 */
export function asOf<Entry extends Omit<CallHistoryEntry, "recordingSeconds">>(
	entry: Entry,
	corrections: readonly Correction[],
	at: number,
): Entry {
	const later = corrections.filter(({ correctedAt }) => correctedAt > at);
	if (later.length === 0) return entry;
	const last = corrections.findLast(({ correctedAt }) => correctedAt <= at);
	const before = valuesBefore(later);
	// Not a column of the list.
	delete before.altPhone;
	return { ...entry, ...before, updatedAt: last?.correctedAt, updatedBy: last?.correctedBy, changedAt: at };
}

/** What corrections, oldest first, have changed, as it was before them. */
export function valuesBefore(corrections: readonly Correction[]): Partial<Record<CorrectableField, unknown>> {
	const before: Partial<Record<CorrectableField, unknown>> = {};
	for (const { field, before: value } of corrections.toReversed().flatMap(({ changes }) => changes)) {
		before[field] = value === null ? undefined : field === "nextAction" ? readNextAction(value) : value;
	}
	return before;
}

/** The reverse of {@link showNextAction}. */
function readNextAction(shown: unknown): NextAction {
	const { type, redialAt } = shown as ReturnType<typeof showNextAction>;
	return type === "redial" ? { type, redialAt: parseTime(redialAt ?? "") ?? 0 } : { type };
}

export const editableReasons = ["not-granted", "not-own-call", "not-today", "not-latest"] as const;
export type EditableReason = (typeof editableReasons)[number];
export type Editable = { allowed: true } | { allowed: false; reason: EditableReason };

type Corrected = Pick<CallHistory, "campaignId" | "agentId" | "calledAt">;

/**
 * Why this account may not correct this record, as far as that depends on the two alone; undefined where it may if the
 * record is the latest of its (batch, customer).
 */
export function personalObstacle(account: Account, record: Corrected, now: number): EditableReason | undefined {
	if (account.role === "admin") return undefined;
	if (account.role === "supervisor") {
		return account.campaignIds.includes(record.campaignId) ? undefined : "not-granted";
	}
	if (record.agentId !== account.accountId) return "not-own-call";
	return jstDate(record.calledAt) === jstDate(now) ? undefined : "not-today";
}

/** Whether an account sees a record at all; what it does not see is "not found" to it. */
export function maySee(account: Account, record: Corrected): boolean {
	const obstacle = personalObstacle(account, record, record.calledAt);
	return obstacle === undefined;
}

export function toEditable(obstacle: EditableReason | undefined): Editable {
	return obstacle ? { allowed: false, reason: obstacle } : { allowed: true };
}
