import * as z from "zod";
import { incomingEventSchema } from "../../shared/incoming-event/model.ts";
import { outgoingEventSchemas } from "../../shared/outgoing-event/model.ts";
import { type Descriptions, descriptions, type EventType, envelopeIn, envelopeOut } from "./descriptions.ts";
import { examples } from "./examples.ts";

type JsonSchema = z.core.JSONSchema.BaseSchema;

/** JSON Schemas of all events, by type; incoming ones as senders write them. */
export function eventSchemas(): Map<EventType, JsonSchema> {
	const schemas = [
		...incomingEventSchema.options.map((schema) => ({ schema, io: "input" as const })),
		...outgoingEventSchemas.map((schema) => ({ schema, io: "output" as const })),
	];
	return new Map(
		schemas.map(({ schema, io }) => {
			const [type] = schema.shape.type.values as Set<EventType>;
			if (type === undefined) throw new Error("An event has a type");
			const json = z.toJSONSchema(schema as z.ZodType, { io, unrepresentable: "any", override: readable });
			describe(json, { ...(io === "input" ? envelopeIn : envelopeOut), ...descriptions[type] }, type);
			const title = io === "input" ? { title: type, description: takenInToo } : { title: type };
			return [type, { ...title, ...json, examples: examples[type].map((example) => ({ ...example, type })) }];
		}),
	);
}

/** The text of each file of docs/events/, by file name. */
export function writtenEventSchemas(): Map<string, string> {
	const written = [...eventSchemas()].map(
		([type, schema]) => [`${type}.schema.json`, `${JSON.stringify(schema, null, "\t")}\n`] as const,
	);
	return new Map(written);
}

const takenInToo =
	"Events that match this schema are accepted. So are other spellings with one clear meaning, and an unusable " +
	"optional member is left out: see docs/intake.md.";

/** Drops patterns that a format already expresses, and allows additional members, so that events can grow. */
function readable({ zodSchema, jsonSchema }: { zodSchema: z.core.$ZodType; jsonSchema: JsonSchema }): void {
	if (zodSchema instanceof z.ZodStringFormat) delete jsonSchema.pattern;
	delete jsonSchema.additionalProperties;
	// zod drops the default of a transformed value.
	const fallback = z.globalRegistry.get(zodSchema)?.default;
	if (fallback !== undefined) jsonSchema.default = fallback as z.core.util.JSONType;
}

/** Adds descriptions to members. @throws if a member lacks a description, or a description its member */
function describe(schema: JsonSchema, words: Descriptions, type: string): void {
	const spoken = new Set<string>();
	const visit = (node: JsonSchema, path: string): void => {
		for (const [name, member] of Object.entries(node.properties ?? {})) {
			const at = path ? `${path}.${name}` : name;
			const word = words[at];
			if (word === undefined)
				throw new Error(`contract/event-schemas/descriptions.ts does not say what ${at} of ${type} is`);
			spoken.add(at);
			const own = { ...(member as JsonSchema) };
			(node.properties ?? {})[name] = { ...(typeof word === "string" ? { description: word } : word), ...own };
			visit(own, at);
		}
		for (const variant of node.oneOf ?? []) visit(variant as JsonSchema, path);
		if (node.items) visit(node.items as JsonSchema, `${path}[]`);
	};
	visit(schema, "");
	const left = Object.keys(words).filter((at) => !spoken.has(at));
	if (left.length > 0) throw new Error(`${type} has no ${left.join(", ")}`);
}
