import type { createDocument } from "zod-openapi";

type Document = ReturnType<typeof createDocument>;

/**
 * Members of answers that contain a request body, which can be posted unchanged. They are returned as stored, without
 * validation.
 */
const references = [
	["Problem", ["asyncSearch", "body"], "AsyncSearchRequest"],
	["AsyncSearch", ["conditions"], "SearchConditions"],
	["SavedSearch", ["conditions"], "SavedSearchConditions"],
] as const;

/** Adds the {@link references} to the document. */
export function referToRequests(document: Document): Document {
	for (const [name, path, target] of references) {
		let schema = document.components?.schemas?.[name] as { properties?: Record<string, object> };
		for (const member of path.slice(0, -1)) schema = schema.properties?.[member] as typeof schema;
		const member = path.at(-1) ?? "";
		const { description } = (schema.properties?.[member] ?? {}) as { description?: string };
		if (!schema.properties || !document.components?.schemas?.[target]) throw new Error(`${name} holds no ${target}`);
		schema.properties[member] = { $ref: `#/components/schemas/${target}`, ...(description ? { description } : {}) };
	}
	return document;
}
