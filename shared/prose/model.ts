import * as z from "zod";
import { boundedText } from "../bounded-text/model.ts";

function numberAsText(value: unknown): unknown {
	return Number.isSafeInteger(value) ? String(value) : value;
}

const mend = ["cut", "well-formed"] as const;
const whenBlank = "blank";

/** Prose, which is shown as it was sent: a text that is too long is cut, and lone surrogates are replaced. */
export function prose(max: number) {
	return z.preprocess(numberAsText, boundedText(max, { mend }));
}

/** A name to show: not blank, and trimmed. */
export const name = z.preprocess(
	numberAsText,
	boundedText(200, { whenBlank, mend }).transform((text) => text.trim()),
);

/** A text that identifies something, and would be useless if changed; not blank. */
export function exactText(max: number) {
	return z.preprocess(numberAsText, boundedText(max, { whenBlank }));
}
