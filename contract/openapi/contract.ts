// biome-ignore lint/suspicious/noExplicitAny: any part of a JSON document
type Node = any;

/** Requests and answers have different compatibility rules. */
type Direction = "in" | "out";

const nameOf = (reference: string) => reference.split("/").at(-1) ?? "";

/**
 * The promises of a document, one fact per line: operations, statuses, parameters, members with their types, values of
 * enumerations; for requests what is required, for answers what is always present.
 */
export function contractOf(document: Node): string[] {
	const facts = new Set<string>();
	const seen = new Set<string>();
	const resolve = (node: Node): Node =>
		node?.$ref ? document.components[node.$ref.split("/").at(-2)][nameOf(node.$ref)] : node;

	function addSchema(schema: Node, name: string, direction: Direction): void {
		if (schema.$ref) {
			const component = nameOf(schema.$ref);
			if (seen.has(`${direction} ${component}`)) return;
			seen.add(`${direction} ${component}`);
			addSchema(resolve(schema), component, direction);
			return;
		}
		for (const value of schema.enum ?? []) facts.add(`${direction} ${name} = ${value}`);
		for (const one of [...(schema.anyOf ?? []), ...(schema.oneOf ?? [])]) addSchema(one, name, direction);
		if (schema.items) addSchema(schema.items, `${name}[]`, direction);
		if (typeof schema.additionalProperties === "object") addSchema(schema.additionalProperties, `${name}{}`, direction);
		for (const [member, of] of Object.entries<Node>(schema.properties ?? {})) {
			facts.add(`${direction} ${name}.${member}: ${typeOf(of)}`);
			addSchema(of, `${name}.${member}`, direction);
		}
		for (const member of schema.required ?? []) {
			facts.add(`${direction} ${name}.${member} ${direction === "in" ? "required" : "always"}`);
		}
	}

	for (const [path, item] of Object.entries<Node>(document.paths)) {
		for (const [method, operation] of Object.entries<Node>(item)) {
			const name = operation.operationId;
			facts.add(`${method.toUpperCase()} ${path}: ${name}`);
			for (const parameter of operation.parameters.map(resolve)) {
				facts.add(`in ${name} ${parameter.in} ${parameter.name}: ${typeOf(parameter.schema)}`);
				if (parameter.required) facts.add(`in ${name} ${parameter.in} ${parameter.name} required`);
				addSchema(parameter.schema, `${name} ${parameter.name}`, "in");
			}
			addContent(operation.requestBody, `${name} body`, "in");
			for (const [status, answer] of Object.entries<Node>(operation.responses)) {
				facts.add(`out ${name} ${status}`);
				addContent(resolve(answer), `${name} ${status}`, "out");
			}
		}
	}
	return [...facts].sort();

	function addContent(of: Node, name: string, direction: Direction): void {
		for (const [type, { schema }] of Object.entries<Node>(of?.content ?? {})) {
			facts.add(`${direction} ${name} ${type}: ${typeOf(schema)}`);
			addSchema(schema, name, direction);
		}
	}
}

function typeOf(schema: Node): string {
	if (schema.$ref) return nameOf(schema.$ref);
	const either = schema.anyOf ?? schema.oneOf;
	if (either) return either.map(typeOf).join(" or ");
	if (schema.const !== undefined) return JSON.stringify(schema.const);
	if (schema.items) return [...new Set([`${typeOf(schema.items)}[]`, ...[schema.type].flat().slice(1)])].join(" or ");
	return [schema.type ?? "any"].flat().join(" or ");
}

/** Changes that would break clients of the former contract. */
export function brokenPromises(former: readonly string[], now: readonly string[]): string[] {
	const kept = new Set(now);
	const known = new Set(former);
	const isKnown = (name: string) => former.some((fact) => fact.startsWith(`${name}.`) || fact.startsWith(`${name} `));
	const demanded = now.filter((fact) => fact.endsWith(" required") && !known.has(fact));
	return [
		...former.filter((fact) => !kept.has(fact) && !fact.endsWith(" required")).map((fact) => `gone: ${fact}`),
		// New parts may have required members.
		...demanded.filter((fact) => isKnown(ownerOf(fact))).map((fact) => `new: ${fact}`),
	];
}

/** `in Search.period.from required` → `in Search.period`; for a parameter, the operation. */
const ownerOf = (fact: string) => fact.replace(/(?:\.[^. ]+| \w+ [^ ]+) required$/, "");
