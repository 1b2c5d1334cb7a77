import * as z from "zod";
import { incomingEventSchema } from "../shared/intake/model.ts";
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
			return [`${type}.schema.json`, `${JSON.stringify({ title: type, ...json }, null, "\t")}\n`];
		}),
	);
}

/** A format says it; and members may be added to an event, which nobody shall take amiss. */
function readable({ jsonSchema }: { jsonSchema: z.core.JSONSchema.BaseSchema }): void {
	if (jsonSchema.format) delete jsonSchema.pattern;
	delete jsonSchema.additionalProperties;
}
