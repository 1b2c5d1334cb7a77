import * as z from "zod";
import { type FieldCode, fieldCode, type MemberCode } from "../problem/field-model.ts";

/** How to repair a value that violates its schema, instead of dropping it: see intake/mend.ts. */
export interface Mendable {
	code: FieldCode | MemberCode;
	mending: "cut" | "well-formed" | "swap";
	max?: number;
	/** The member that it is swapped with. */
	other?: string;
}

interface Bounds {
	/** The code reported for a blank text, if the text may not be blank. */
	whenBlank?: MemberCode;
	/** How the text may be repaired instead of being dropped. */
	mend?: readonly Mendable["mending"][];
}

/**
 * Well-formed text of at most `max` code points (a surrogate pair counts once, as on the screen and in JSON Schema).
 */
export function boundedText(max: number, { whenBlank, mend = [] }: Bounds = {}) {
	const mendedBy = (mending: Mendable["mending"]): Record<string, string> =>
		mend.includes(mending) ? { mending } : {};
	return z
		.string()
		.refine((value) => value.isWellFormed(), {
			...fieldCode("lone-surrogate", mendedBy("well-formed")),
			abort: true,
		})
		.refine((value) => !whenBlank || /\S/.test(value), { ...(whenBlank ? fieldCode(whenBlank) : {}), abort: true })
		.refine((value) => value.length <= max || (value.length <= 2 * max && [...value].length <= max), {
			...fieldCode("too-long", { ...mendedBy("cut"), max }),
		})
		.meta({ ...(whenBlank ? { minLength: 1, pattern: "\\S" } : {}), maxLength: max });
}
