import type { createDocument } from "zod-openapi";
import { failureCodes, failureOf } from "../../shared/async-search/failure.ts";
import { encodings, states } from "../../shared/async-search/model.ts";
import { correctableFields } from "../../shared/call-history/correction-model.ts";
import { editableReasons } from "../../shared/call-history/editable-model.ts";
import { nextActionTypes } from "../../shared/call-history/model.ts";
import { formats } from "../../shared/cell/model.ts";
import { columns, columnTable, nextActionLabels, talkedWithLabels } from "../../shared/column/model.ts";
import { roles } from "../../shared/directory/model.ts";
import { searchOptionsSchema } from "../../shared/options/answer.ts";
import { relativePeriods } from "../../shared/period/model.ts";
import type { FieldCode } from "../../shared/problem/field-model.ts";
import { type ProblemCode, problemKinds, statusByKind } from "../../shared/problem/model.ts";
import { fieldTexts, hintTexts, problemTitles } from "../../shared/problem/texts.ts";
import { dispositions } from "../../shared/recording/open-recording.ts";
import { repeatSchema } from "../../shared/repeat/model.ts";
import { hintCodes } from "../../shared/search/answer.ts";
import { facets } from "../../shared/search/facet-model.ts";
import { sortSchema } from "../../shared/search/model.ts";
import { trailKinds } from "../../shared/trail/model.ts";
import { fieldCodes, problemCodes } from "./problems.ts";

interface Enumeration {
	values: readonly string[];
	/** Describes the enumeration, as a sentence. */
	is: string;
	/** Describes a value. */
	of?: (value: string) => string | undefined;
}

const both = ({ ja, en }: Record<"ja" | "en", string>) => `${ja} / ${en}`;
const label = (labels: Record<string, Record<"ja" | "en", string>>) => (value: string) =>
	labels[value] && both(labels[value]);

/** Every enumeration of the document, by its name in clients. */
const enumerations: Record<string, Enumeration> = {
	ProblemCode: {
		values: problemCodes,
		is: "What happened, with the HTTP status.",
		of: (code) => `${statusByKind[problemKinds[code as ProblemCode]]}. ${problemTitles[code as ProblemCode].en}`,
	},
	FieldErrorCode: {
		values: fieldCodes,
		is: "What is wrong with a field.",
		of: (code) => fieldTexts[code as FieldCode].en,
	},
	Column: {
		values: columns,
		is: "A column of the list, and of a CSV.",
		of: (column) => both(columnTable[column as keyof typeof columnTable].label),
	},
	SortDirection: { values: sortSchema.shape.direction.options, is: "Ascending or descending." },
	Facet: { values: facets, is: "What to count hits by: one dimension, or a second within the first." },
	RelativePeriod: { values: relativePeriods, is: "A period as of the request, in JST." },
	TalkedWith: { values: Object.keys(talkedWithLabels), is: "対話者 / Spoke with.", of: label(talkedWithLabels) },
	NextActionType: { values: nextActionTypes, is: "次のアクション / Next action.", of: label(nextActionLabels) },
	EditableReason: {
		values: editableReasons,
		is: "Why a record cannot be corrected.",
		of: (code) => problemTitles[code as ProblemCode].en,
	},
	CorrectableField: { values: correctableFields, is: "A field that can be corrected." },
	Role: { values: roles, is: "What an account may do." },
	SearchHintCode: {
		values: hintCodes,
		is: "A possible mistake in a search that found nothing.",
		of: (code) => hintTexts[code as keyof typeof hintTexts].en,
	},
	SearchOptionList: { values: searchOptionsSchema.shape.more.element.options, is: "A list of choices." },
	AsyncSearchState: { values: states, is: "状況 / Status." },
	AsyncSearchFailureCode: {
		values: failureCodes,
		is: "Why an asynchronous search failed.",
		of: (code) => failureOf(code).en,
	},
	FileEncoding: { values: encodings, is: "The encoding of a CSV; `shift_jis` is CP932." },
	FileFormat: { values: formats, is: "What a CSV is for: spreadsheets, or programs." },
	RepeatInterval: { values: repeatSchema.shape.every.options, is: "How often a search is repeated." },
	RepeatPeriod: { values: repeatSchema.shape.period.options, is: "The period that a repeated run searches." },
	Disposition: { values: dispositions, is: "To be played, or to be saved as a file." },
	TrailKind: { values: trailKinds, is: "What was done." },
	Language: { values: ["ja", "en"], is: "The language of texts for people." },
};

type Document = ReturnType<typeof createDocument>;
// biome-ignore lint/suspicious/noExplicitAny: any part of a JSON document
type Node = any;

/** Names every enumeration, so that clients get one type wherever it occurs. */
export function nameEnumerations(document: Document): Document {
	const byValues = new Map(Object.entries(enumerations).map(([name, { values }]) => [values.join(), name]));
	const walked = walk(document, (node) => {
		if (!Array.isArray(node.enum)) return node;
		const values = node.enum.filter((value: unknown) => value !== null);
		const name = byValues.get(values.join());
		if (!name) throw new Error(`An enumeration has no name: ${values.join(", ")}`);
		const { type: _, enum: __, ...rest } = node;
		const reference = { $ref: `#/components/schemas/${name}` };
		return values.length === node.enum.length
			? { ...reference, ...rest }
			: { ...rest, anyOf: [reference, { type: "null" }] };
	});
	const schemas = Object.entries(enumerations).map(([name, one]) => [name, toSchema(one)]);
	walked.components.schemas = { ...walked.components.schemas, ...Object.fromEntries(schemas) };
	return walked;
}

function toSchema({ values, is, of }: Enumeration) {
	const lines = of ? values.map((value) => `- \`${value}\`: ${of(value)}`) : [];
	return { type: "string", enum: [...values], description: [is, ...lines].join("\n") };
}

/** Examples are data and contain no schemas. */
function walk(node: Node, rename: (node: Node) => Node): Node {
	if (Array.isArray(node)) return node.map((one) => walk(one, rename));
	if (typeof node !== "object" || node === null) return node;
	const entries = Object.entries(node).map(([key, value]) =>
		key === "example" || key === "examples" ? [key, value] : [key, walk(value, rename)],
	);
	return rename(Object.fromEntries(entries));
}
