import * as z from "zod";

/** How a value that breaks its schema is mended, where it can be, instead of given up: see intake/mend.ts. */
export interface Mendable {
	code: string;
	mending: "cut" | "well-formed" | "swap";
	max?: number;
	/** The member that it is swapped with. */
	other?: string;
}

interface Bounds {
	/** 1: not blank either. */
	min?: 0 | 1;
	/** What may be done to it rather than lose it. */
	mend?: readonly Mendable["mending"][];
}

/** Well-formed text of at most `max` code points (a surrogate pair counts once, as on the screen and in JSON Schema). */
export function boundedText(max: number, { min = 0, mend = [] }: Bounds = {}) {
	const fault = (code: string, mending: Mendable["mending"]) => (mend.includes(mending) ? { code, mending } : { code });
	return z
		.string()
		.refine((value) => value.isWellFormed(), { params: fault("lone-surrogate", "well-formed"), abort: true })
		.refine((value) => min === 0 || /\S/.test(value), { params: { code: "blank" }, abort: true })
		.refine((value) => value.length <= max || (value.length <= 2 * max && [...value].length <= max), {
			params: { ...fault("too-long", "cut"), max },
		})
		.meta({ ...(min === 0 ? {} : { minLength: min, pattern: "\\S" }), maxLength: max });
}

function numberAsText(value: unknown): unknown {
	return Number.isSafeInteger(value) ? String(value) : value;
}

const mendProse = ["cut", "well-formed"] as const;

/** Prose, which is shown as it comes: what is too long is cut, and half a character replaced. */
export function prose(max: number) {
	return z.preprocess(numberAsText, boundedText(max, { mend: mendProse }));
}

/** What something is called: not blank, and without blanks around. */
export const name = z.preprocess(
	numberAsText,
	boundedText(200, { min: 1, mend: mendProse }).transform((text) => text.trim()),
);

/** A text that names something, and is nothing if it is changed. */
export function exactText(max: number, { min = 0 }: Pick<Bounds, "min"> = {}) {
	return z.preprocess(numberAsText, boundedText(max, { min }));
}
