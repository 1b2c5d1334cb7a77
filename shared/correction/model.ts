import * as z from "zod";
import { boundedText } from "../bounded-text/model.ts";
import { type CorrectableField, type CorrectableValues, correctableFields } from "../call-history/correction-model.ts";
import { type CallHistory, memoMaxCodePoints, phoneSchema, talkedWithSchema } from "../call-history/model.ts";
import { idSchema } from "../directory/model.ts";
import { fieldCode } from "../problem/field-model.ts";
import { parseTime } from "../time/model.ts";

const timeSchema = z
	.string()
	.max(40)
	.transform((text, context) => {
		const time = parseTime(text);
		if (time === undefined) context.issues.push({ code: "custom", input: text, ...fieldCode("not-a-time") });
		return time ?? z.NEVER;
	})
	.meta({ description: "JST local (`2026-11-25T10:00`) or with an offset." });

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
const nothingToCorrect = fieldCode("nothing-to-correct");

export const correctionSchema = z.strictObject({ ...correctable, reason }).refine(namesField, nothingToCorrect);

const versionSchema = z.int().min(0).max(999_999_999).meta({
	description: "The version that was read; may be left out with `dryRun`.",
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
					if (known.has(callId)) issues.push({ code: "custom", input: callId, path, ...fieldCode("call-twice") });
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
			if (version === undefined) issues.push({ code: "custom", input: version, path, ...fieldCode("required") });
		}
	});
export type BulkCorrection = z.infer<typeof bulkCorrectionSchema>;

/** The correctable values after a request; an empty text counts as absent. */
export function applyRequest(record: CallHistory, request: CorrectableRequest): CorrectableValues {
	const after: Record<string, unknown> = {};
	for (const field of correctableFields) {
		const value = field in request ? request[field] : record[field];
		if (value !== null && value !== undefined && value !== "") after[field] = value;
	}
	return after as unknown as CorrectableValues;
}
