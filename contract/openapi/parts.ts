import type { createDocument } from "zod-openapi";

type Document = ReturnType<typeof createDocument>;
// biome-ignore lint/suspicious/noExplicitAny: any part of a JSON document
type Node = any;

/** Parts that several schemas contain or clients refer to: where each first occurs, and descriptions of its members. */
const parts: Record<string, { at: string; members?: Record<string, string> }> = {
	Period: { at: "Search.period" },
	Sort: { at: "Search.sort" },
	Repeat: { at: "AsyncSearchRequest.repeat" },
	NextAction: { at: "CallHistoryRow.nextAction", members: { redialAt: "When to dial again; only with `redial`." } },
	NextActionChange: { at: "Correction.nextAction" },
	Editable: { at: "CallHistoryRow.editable", members: { allowed: "Whether it may be corrected.", reason: "Why not." } },
	FieldError: { at: "Problem.errors.items" },
	AsyncSearchProgress: {
		at: "AsyncSearch.progress",
		members: {
			rowsDone: "Rows done.",
			rowsEstimated: "The estimated total; null until it is known.",
			percent: "Percent of the work; 100 only once completed.",
		},
	},
	AsyncSearchFailure: {
		at: "AsyncSearch.failure",
		members: { title: "The same for people.", retryable: "Whether running it again may succeed." },
	},
};

/** Names parts, so that clients get one type wherever a part occurs. */
export function nameParts(document: Document): Document {
	const schemas: Record<string, Node> = (document.components as Node).schemas;
	for (const [name, { at, members = {} }] of Object.entries(parts)) {
		const [owner = "", ...path] = at.split(".");
		const found = path.reduce((node, part) => node.properties?.[part] ?? node[part], schemas[owner]);
		const component = shapeOf(found);
		const shape = JSON.stringify(comparable(component));
		replace(document, (node) => {
			if (JSON.stringify(comparable(shapeOf(node))) !== shape) return node;
			const { description, default: usual } = node;
			const reference = { $ref: `#/components/schemas/${name}` };
			const kept = { ...(description ? { description } : {}), ...(usual === undefined ? {} : { default: usual }) };
			return isNullable(node) ? { ...kept, anyOf: [reference, { type: "null" }] } : { ...reference, ...kept };
		});
		for (const [member, description] of Object.entries(members)) component.properties[member].description = description;
		schemas[name] = component;
	}
	return document;
}

const isNullable = ({ type }: Node) => Array.isArray(type) && type.includes("null");

/** A schema's identity, independent of its place. */
function shapeOf({ description: _, default: __, ...shape }: Node): Node {
	return isNullable(shape) ? { ...shape, type: "object" } : shape;
}

/** Parts of answers that equal parts of requests have the same type, although they may get new members. */
function comparable(shape: Node): Node {
	return JSON.parse(
		JSON.stringify(shape, (key, value) => (key === "additionalProperties" && value === false ? undefined : value)),
	);
}

function replace(node: Node, by: (node: Node) => Node): void {
	for (const [key, value] of Object.entries<Node>(node)) {
		if (typeof value !== "object" || value === null || key === "example" || key === "examples") continue;
		replace(value, by);
		if (!Array.isArray(value)) node[key] = by(value);
	}
}
