import { type Column, columnTable, type Texts } from "../column/model.ts";
import { folds } from "../folding/model.ts";
import { asOneWord } from "../phone/model.ts";
import { foldWords } from "../text/model.ts";

/**
 * What a condition requires of a column's attribute. Its kind decides how it is read, folded, matched and pushed down.
 */
type ConditionDefinition =
	/** The id is one of these. */
	| { kind: "ids"; column: Column }
	/** The column's text, folded, contains this one. */
	| { kind: "contains"; column: Column }
	/** The column's number, folded, starts with these digits, with or without a leading `+`. */
	| { kind: "starts"; column: Column }
	/** The number ends with these digits, whatever its extension. */
	| { kind: "ends"; column: Column; label: Texts }
	/** Each of these words occurs in some column. */
	| { kind: "words"; label: Texts };

/** The conditions of a search besides its period: schema, folding, filter and matcher all loop over them. */
export const conditionTable = {
	campaignIds: { kind: "ids", column: "campaignName" },
	batchIds: { kind: "ids", column: "batchName" },
	customerListIds: { kind: "ids", column: "customerListName" },
	callingGroupIds: { kind: "ids", column: "callingGroupName" },
	agentIds: { kind: "ids", column: "agentName" },
	resultIds: { kind: "ids", column: "resultLabel" },
	name: { kind: "contains", column: "name" },
	kana: { kind: "contains", column: "kana" },
	memo: { kind: "contains", column: "memo" },
	phone: { kind: "starts", column: "phone" },
	phoneEndsWith: {
		kind: "ends",
		column: "phone",
		label: { ja: "電話番号（後方一致）", en: "Phone number (ends with)" },
	},
	keyword: { kind: "words", label: { ja: "絞り込み", en: "Keywords" } },
} as const satisfies Record<string, ConditionDefinition>;

export type Condition = keyof typeof conditionTable;
export type ConditionKind = ConditionDefinition["kind"];
export const conditions = Object.keys(conditionTable) as Condition[];

/** The conditions of one kind. */
export type ConditionOf<Kind extends ConditionKind> = {
	[C in Condition]: (typeof conditionTable)[C]["kind"] extends Kind ? C : never;
}[Condition];

export function conditionsOf<Kind extends ConditionKind>(kind: Kind): ConditionOf<Kind>[] {
	return conditions.filter((condition) => conditionTable[condition].kind === kind) as ConditionOf<Kind>[];
}

/** The form in which each kind of condition is compared. Plain JSON. */
interface Folded {
	ids: string[];
	contains: string;
	starts: string;
	ends: string;
	words: string[];
}
export type FoldedConditions = { [C in Condition]?: Folded[(typeof conditionTable)[C]["kind"]] | undefined };

type ColumnOf<C extends Condition> = (typeof conditionTable)[C] extends { column: infer C extends Column } ? C : never;

/** For each kind of condition: the column, its attribute, and the value to compare. */
type AskedAs = {
	[Kind in Exclude<ConditionKind, "words">]: {
		column: ColumnOf<ConditionOf<Kind>>;
		of: (typeof columnTable)[ColumnOf<ConditionOf<Kind>>]["of"];
		value: Folded[Kind];
	};
};

/** The given conditions of one kind. */
export function askedBy<Kind extends keyof AskedAs>(folded: FoldedConditions, kind: Kind): AskedAs[Kind][] {
	const asked = conditionsOf(kind).flatMap((condition) => {
		const definition: ConditionDefinition = conditionTable[condition];
		const value = folded[condition];
		if (value === undefined || definition.kind === "words") return [];
		return [{ column: definition.column, of: columnTable[definition.column].of, value }];
	});
	return asked as unknown as AskedAs[Kind][];
}

/** More words cost time, and no real query needs them. */
export const maxWords = 10;

/** The form in which a condition is compared; undefined if there is nothing to compare: no ids, or only spaces. */
export function foldCondition(condition: Condition, given: string | readonly string[]): string | string[] | undefined {
	const definition: ConditionDefinition = conditionTable[condition];
	if (definition.kind === "ids") return given.length > 0 ? [...given] : undefined;
	const text = given as string;
	switch (definition.kind) {
		case "contains":
			return foldOf(definition.column)(text).trim() || undefined;
		case "words": {
			const words = foldWords(asOneWord(text));
			return words.length > 0 ? words : undefined;
		}
		default:
			return text || undefined;
	}
}

/** How the text of a column is folded. */
export function foldOf(column: Column): (text: string) => string {
	const definition = columnTable[column];
	return folds["fold" in definition ? definition.fold : "text"];
}

/** A condition has its column's label, unless it has its own. */
export function conditionLabels(language: keyof Texts): Record<Condition, string> {
	const labels = conditions.map((condition) => {
		const definition = conditionTable[condition];
		const { label } = "label" in definition ? definition : columnTable[definition.column];
		return [condition, label[language]];
	});
	return Object.fromEntries(labels);
}
