import * as z from "zod";
import { incomingEventSchema } from "../shared/incoming-event/model.ts";
import { outgoingEventSchemas } from "../shared/outgoing-event/model.ts";

/** JSON Schemas of all events, by file name: what docs/events/ holds. Of those that come in, as they are sent. */
export function writtenEventSchemas(): Map<string, string> {
	const schemas = [
		...incomingEventSchema.options.map((schema) => ({ schema, io: "input" as const })),
		...outgoingEventSchemas.map((schema) => ({ schema, io: "output" as const })),
	];
	return new Map(
		schemas.map(({ schema, io }) => {
			const [type] = schema.shape.type.values;
			const json = z.toJSONSchema(schema as z.ZodType, { io, unrepresentable: "any", override: readable });
			const title = io === "input" ? { title: type, description: takenInToo } : { title: type };
			return [`${type}.schema.json`, `${JSON.stringify({ ...title, ...json }, null, "\t")}\n`];
		}),
	);
}

const takenInToo =
	"What this schema describes is taken in. So is what is written otherwise and has one plain meaning, and what cannot be used of it costs " +
	"an optional member no more than itself: docs/intake.md.";

/** A format says it, but for what is asked of it besides; and members may be added to an event, which nobody shall take amiss. */
function readable({
	zodSchema,
	jsonSchema,
}: {
	zodSchema: z.core.$ZodType;
	jsonSchema: z.core.JSONSchema.BaseSchema;
}): void {
	if (zodSchema instanceof z.ZodStringFormat) delete jsonSchema.pattern;
	delete jsonSchema.additionalProperties;
}
