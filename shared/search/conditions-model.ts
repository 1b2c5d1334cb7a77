import * as z from "zod";
import { boundedText } from "../bounded-text/model.ts";
import { maxDigits, maxNumberLength } from "../call-history/model.ts";
import {
	type Condition,
	type ConditionKind,
	conditions,
	conditionTable,
	type FoldedConditions,
	foldCondition,
	maxWords,
} from "../condition/model.ts";
import { idSchema } from "../directory/model.ts";
import { parseNumber } from "../phone/model.ts";
import { fieldCode } from "../problem/field-model.ts";
import { keptPeriodSchema, periodSchema, presentPeriod } from "./period-model.ts";

const maxIds = 200;

const idsSchema = z
	.array(idSchema)
	.max(maxIds)
	.meta({ description: "Any of these; an empty list matches everything." });
const digitsSchema = (part?: "end") =>
	boundedText(maxNumberLength).transform((text, context) => {
		const digits = parseNumber(text, part)?.digits ?? "";
		if (digits !== "" && digits.length <= maxDigits) return digits;
		context.issues.push({ code: "custom", input: text, ...fieldCode("not-a-number") });
		return z.NEVER;
	});
/** Without the folding's table of kanji, because this schema is in every function. */
function countWords(text: string): number {
	const folded = text.normalize("NFKC").toLowerCase();
	const kana = folded.replace(/[\u3041-\u3096]/g, (char) => String.fromCharCode(char.charCodeAt(0) + 0x60));
	return new Set(kana.split(/\s+/).filter(Boolean)).size;
}

const needleSchema = boundedText(200);
const wordsSchema = needleSchema
	.refine((text) => countWords(text) <= maxWords, fieldCode("too-many-words", { max: maxWords }))
	.meta({
		description:
			`Words separated by spaces, at most ${maxWords} different ones; each must occur in a displayed column of the ` +
			"row.",
	});

const schemas = () => ({
	ids: idsSchema,
	contains: needleSchema,
	starts: digitsSchema().meta({ description: "The start of the number, written in any usual way." }),
	ends: digitsSchema("end").meta({
		description: "The end of the number, written in any usual way, without an extension.",
	}),
	words: wordsSchema,
});
type SchemaOf<Kind extends ConditionKind> = ReturnType<typeof schemas>[Kind];
type Shape = { [C in Condition]: z.ZodOptional<SchemaOf<(typeof conditionTable)[C]["kind"]>> };

function shapeOfConditions(): Shape {
	const byKind = schemas();
	return Object.fromEntries(
		conditions.map((condition) => [condition, byKind[conditionTable[condition].kind].optional()]),
	) as Shape;
}

/** The conditions of a search: one definition for the screen, the API and the export. */
export const conditionsSchema = z.strictObject({ period: periodSchema, ...shapeOfConditions() });
export type Conditions = z.infer<typeof conditionsSchema>;

/** The conditions of a search that is stored and run later, possibly repeatedly. */
export const keptConditionsSchema = conditionsSchema.extend({ period: keptPeriodSchema });
export type KeptConditions = z.infer<typeof keptConditionsSchema>;

/** Folds the texts; empty lists, and texts of spaces only, are no conditions. */
export function foldConditions(given: Conditions): FoldedConditions {
	const folded = conditions.map((condition) => {
		const value = given[condition];
		return [condition, value === undefined ? undefined : foldCondition(condition, value)];
	});
	return Object.fromEntries(folded.filter(([, value]) => value !== undefined));
}

/** The conditions as a request body that means exactly the same. */
export function toRequestBody({ period, ...rest }: KeptConditions): Record<string, unknown> {
	return { period: "relative" in period ? period : presentPeriod(period), ...rest };
}
