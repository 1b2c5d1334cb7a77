import * as z from "zod";
import { fieldCode } from "../problem/field-model.ts";
import { jstDateSchema } from "../time/model.ts";
import { readDate, readInstant } from "../written-time/model.ts";

/**
 * Schemas for values of events. Each is a strict schema, which docs/events/ publishes, after a step that converts other
 * spellings with the same single meaning (docs/decisions/026). A value that is only partly understood is not converted,
 * and fails the strict schema.
 */

const printable = /^[!-~]*$/;
const anythingSeen = /[^\s\p{Cf}]/u;

function isBlank(value: unknown): boolean {
	return value === null || (typeof value === "string" && !anythingSeen.test(value));
}

/** Normalises values other than prose: numbers as text, half width, no invisible characters, trimmed. */
function token(value: unknown): unknown {
	if (Number.isSafeInteger(value)) return String(value);
	if (typeof value !== "string" || printable.test(value)) return value;
	return value
		.replace(/\p{Cf}/gu, "")
		.replace(/[\uff01-\uff5e]/g, (char) => String.fromCharCode(char.charCodeAt(0) - 0xfee0))
		.trim();
}

export function lowerToken(value: unknown): unknown {
	const text = token(value);
	return typeof text === "string" ? text.toLowerCase() : text;
}

/** `null`, blank and missing are the same. */
export function optional<Schema extends z.ZodType>(schema: Schema) {
	return z.preprocess((value) => (isBlank(value) ? undefined : value), schema.optional());
}

/** The same, with a default. */
export function optionalOr<Schema extends z.ZodType>(
	schema: Schema,
	fallback: z.input<Schema> & z.core.util.NoUndefined<z.output<Schema>>,
) {
	return z
		.preprocess((value) => (isBlank(value) ? undefined : value), schema.default(fallback))
		.meta({ default: fallback });
}

/** A value that has to match exactly, except for its width and surrounding blanks. */
export function tokenOf<Schema extends z.ZodType>(schema: Schema) {
	return z.preprocess(token, schema);
}

export function oneOf<const Names extends readonly string[]>(names: Names) {
	return z.preprocess(lowerToken, z.enum(names));
}

const words = new Map<unknown, boolean>([
	...["true", "1", "yes", "y", "on", "t"].map((word) => [word, true] as const),
	...["false", "0", "no", "n", "off", "f"].map((word) => [word, false] as const),
]);

export const flag = z.preprocess(
	(value) => (typeof value === "boolean" ? value : words.get(lowerToken(value))),
	z.boolean(),
);

/** Elapsed seconds, whole; fractions are cut, as on a player's clock. */
export const seconds = z.preprocess((value) => {
	const text = token(value);
	return typeof text === "string" && /^\d{1,9}(?:\.\d*)?$/.test(text) ? Number(text) : value;
}, z.number().min(0).max(1_000_000).transform(Math.floor));

/** A date and time with its offset, passed on as epoch milliseconds. */
export const instant = z.preprocess(
	token,
	z
		.string()
		.meta({ format: "date-time", pattern: "^[2-9]\\d{3}-" })
		.transform((text, context) => {
			const time = readInstant(text);
			if (time !== undefined) return time;
			context.issues.push({ code: "custom", input: text, ...fieldCode("no-time") });
			return z.NEVER;
		}),
);

/** A calendar date, passed on as `YYYY-MM-DD`. */
export const date = z.preprocess((value) => {
	const text = token(value);
	return typeof text === "string" ? (readDate(text) ?? value) : value;
}, jstDateSchema);

/**
 * A list of at most `max`; a single value is a list of one. An invalid item of an optional list costs only that item.
 */
export function listOf<Schema extends z.ZodType>(schema: Schema, max: number) {
	return z.preprocess(
		(value) => (typeof value === "string" || Number.isSafeInteger(value) ? [value] : value),
		z
			.array(schema)
			.superRefine((list, context) => {
				for (let index = max; index < list.length; index++) {
					context.addIssue({ code: "custom", path: [index], ...fieldCode("too-many", { max }) });
				}
			})
			.meta({ maxItems: max }),
	);
}

/** `audio/…`, in lower case and without its parameters. */
export const audioType = z.preprocess(
	(value) => {
		const type = lowerToken(value);
		return typeof type === "string" ? type.replace(/\s*;.*$/s, "") : type;
	},
	z
		.string()
		.regex(/^audio\/[\w.+-]{1,64}$/)
		.meta({ pattern: "^audio/[\\w.+-]{1,64}(\\s*;.*)?$" }),
);

/** An address that mails can be sent to. */
export const address = z.preprocess(
	token,
	z
		.email()
		.max(254)
		.refine((value) => value.indexOf("@") <= 64, fieldCode("too-long", { max: 64 })),
);
