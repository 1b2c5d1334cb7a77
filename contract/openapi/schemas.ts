import type { CreateDocumentOptions } from "zod-openapi";

type Override = Extract<NonNullable<CreateDocumentOptions["override"]>, (...args: never[]) => void>;

/** Corrects zod's own JSON schemas where they are incomplete or misleading. */
export const toJsonSchema: Override = ({ jsonSchema, zodSchema, io }) => {
	const { def } = zodSchema._zod;
	// `maxLength` counts code points in JSON Schema, as our rule does; zod counts UTF-16 units.
	for (const check of def.checks ?? []) {
		const { params } = check._zod.def as { params?: { code?: string; max?: number } };
		if (params?.code === "column-twice") jsonSchema.uniqueItems = true;
		if (params?.code === "too-long" && params.max) jsonSchema.maxLength = params.max;
	}
	// Answers may get new members.
	if (io === "output" && def.type === "object") delete jsonSchema.additionalProperties;
	if (jsonSchema.format === "date") delete jsonSchema.pattern;
	if (def.type === "nullable") joinNull(jsonSchema as Nullable);
	if (jsonSchema.maximum === Number.MAX_SAFE_INTEGER) delete jsonSchema.maximum;
	if (jsonSchema.minimum === Number.MIN_SAFE_INTEGER) delete jsonSchema.minimum;
};

interface Nullable {
	type?: unknown;
	enum?: unknown[];
	anyOf?: { type?: unknown; enum?: unknown[]; $ref?: string }[];
}

/** Turns `anyOf` with `null` into one type array, which documentation viewers show in one line. */
function joinNull(schema: Nullable): void {
	const [value, other] = schema.anyOf ?? [];
	if (!value || other?.type !== "null" || typeof value.type !== "string") return;
	delete schema.anyOf;
	Object.assign(schema, value, { type: [value.type, "null"] });
	if (schema.enum) schema.enum = [...schema.enum, null];
}
