import * as z from "zod";
import { boundedText } from "../bounded-text/model.ts";
import { maxNumberLength, memoMaxCodePoints } from "../call-history/model.ts";
import { idSchema } from "../directory/model.ts";
import { normalizePhone } from "../phone/model.ts";
import { fieldCode } from "../problem/field-model.ts";
import { exactText, prose } from "../prose/model.ts";
import { audioType, instant, lowerToken, oneOf, optional, optionalOr, seconds, tokenOf } from "../spelling/model.ts";

const id = tokenOf(idSchema);

/**
 * A number as the dialler got it; it may be invalid, as the result 電話番号の不備 shows. It is never cut, because that
 * would make another number. A JSON number is not accepted, because it has lost its leading 0.
 */
const dialledNumber = boundedText(maxNumberLength, { mend: ["well-formed"] }).transform(normalizePhone);

const nextAction = z.preprocess(
	(value) => {
		if (typeof value === "string") return { type: lowerToken(value) };
		return value instanceof Object && "type" in value ? { ...value, type: lowerToken(value.type) } : value;
	},
	z.discriminatedUnion("type", [
		z.object({ type: z.literal("continue") }),
		z.object({ type: z.literal("redial"), redialAt: instant }),
		z.object({ type: z.literal("done") }),
	]),
);

/** One dial attempt, as the dialler reports it. */
export const callSchema = z.object({
	callId: id,
	requestId: id,
	calledAt: instant,
	campaignId: id,
	batchId: id,
	customerListId: optional(id),
	callingGroupId: optional(id),
	customerId: id,
	callerId: optional(dialledNumber),
	name: optional(prose(200)),
	kana: optional(prose(200)),
	phone: dialledNumber,
	altPhone: optional(dialledNumber),
	remarks: optional(prose(5000)),
	agentId: optional(id),
	talkedWith: optional(oneOf(["self", "other"])),
	resultId: optional(id),
	durationSeconds: seconds,
	nextAction: optionalOr(nextAction, { type: "continue" as const }),
	memo: optional(prose(memoMaxCodePoints)),
	createdAt: optional(instant),
});

/** Where a recording of a call is stored. */
export const recordingSchema = z.object({
	callId: id,
	objectKey: exactText(1024)
		.refine((key) => Buffer.byteLength(key) <= 1024, fieldCode("too-long", { max: 1024 }))
		.meta({
			anyOf: [{ maxLength: 256 }, { pattern: "^[ -~]*$" }],
		}),
	contentType: optionalOr(audioType, "audio/wav"),
	durationSeconds: seconds,
});
