import * as z from "zod";
import { boundedText } from "../bounded-text/model.ts";

function numberAsText(value: unknown): unknown {
	return Number.isSafeInteger(value) ? String(value) : value;
}

const mend = ["cut", "well-formed"] as const;
const whenBlank = "blank";

/** Prose, which is shown as it comes: what is too long is cut, and half a character replaced. */
export function prose(max: number) {
	return z.preprocess(numberAsText, boundedText(max, { mend }));
}

/** What something is called: not blank, and without blanks around. */
export const name = z.preprocess(
	numberAsText,
	boundedText(200, { whenBlank, mend }).transform((text) => text.trim()),
);

/** A text that names something, and is nothing if it is changed; not blank. */
export function exactText(max: number) {
	return z.preprocess(numberAsText, boundedText(max, { whenBlank }));
}
