import type { Statement } from "../infra/stacks/synthesized.ts";

export interface AccessRequest {
	action: string;
	resource: string;
	/** Condition keys of the request; a list where the service gives one. */
	context: Record<string, string | string[]>;
}

/**
 * Whether a policy allows a request, by the part of IAM's evaluation that our policies need: Allow statements, and the
 * condition operators below. Any other operator throws.
 */
export function allows(policy: readonly Statement[], request: AccessRequest): boolean {
	return policy.some(
		({ effect, actions, resources, conditions }) =>
			effect === "Allow" &&
			actions.some((action) => like(action, request.action, request)) &&
			resources.some((resource) => like(resource, request.resource, request)) &&
			Object.entries(conditions).every(([operator, keys]) =>
				Object.entries(keys).every(([key, wanted]) => holds(operator, key, [wanted].flat(), request)),
			),
	);
}

function holds(operator: string, key: string, wanted: string[], request: AccessRequest): boolean {
	const given = request.context[key];
	const values = given === undefined ? [] : [given].flat();
	switch (operator) {
		case "Null":
			return (given === undefined) === (wanted[0] === "true");
		case "StringEquals":
			return values.length > 0 && values.every((value) => wanted.includes(value));
		case "StringLike":
			return values.length > 0 && values.every((value) => wanted.some((pattern) => like(pattern, value, request)));
		case "ForAllValues:StringEquals":
			return values.every((value) => wanted.includes(value));
		case "ForAllValues:StringLike":
			return values.every((value) => wanted.some((pattern) => like(pattern, value, request)));
		default:
			throw new Error(`the test does not know the condition ${operator}`);
	}
}

/** Only the pattern's own `*` and `?` are wildcards, not a variable's. A variable without a value matches nothing. */
function like(pattern: string, value: string, { context }: AccessRequest): boolean {
	const parts = pattern.split(/(\$\{[^}]+\}|\*|\?)/);
	if (parts.some((part) => part.startsWith("${") && context[part.slice(2, -1)] === undefined)) return false;
	const source = parts.map((part) => {
		if (part === "*") return "[\\s\\S]*";
		if (part === "?") return "[\\s\\S]";
		return literally(part.startsWith("${") ? String(context[part.slice(2, -1)]) : part);
	});
	return new RegExp(`^${source.join("")}$`).test(value);
}

const literally = (part: string) => part.replace(/[\\^$.*+?()[\]{}|/-]/g, "\\$&");
