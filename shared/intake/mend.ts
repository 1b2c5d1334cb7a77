import * as z from "zod";
import type { Mendable } from "../bounded-text/model.ts";
import type { Note } from "../rejection/model.ts";

type Path = readonly PropertyKey[];
type Issue = z.core.$ZodIssue;
type Members = Record<PropertyKey, unknown>;
type Reading<Value> = { value: Value; notes: Note[] } | { issues: Issue[] };

/** A list with more faults than this is dropped as a whole. */
const maxIssues = 1000;

/**
 * Reads a value that its schema rejects, without the faulty parts: leaves out an optional member, or one entry of an
 * optional list; cuts a text, or replaces half a character in it; swaps two members. The input is not changed.
 * @returns the issues if that does not help
 */
export function readMended<Schema extends z.ZodObject>(schema: Schema, input: unknown): Reading<z.infer<Schema>> {
	const notes = new Map<string, Note>();
	const left = structuredClone(input);
	for (;;) {
		const result = schema.safeParse(left);
		if (result.success) return { value: result.data, notes: [...notes.values()] };
		const { issues } = result.error;
		const places = new Map<string, { place: Path; code: string }>();
		for (const issue of issues) {
			const code = mendableOf(issue).code ?? issue.code;
			const became = mendInPlace(left, issue);
			const place = became ? issue.path : placeToLeaveOut(schema, left, issue, issues.length > maxIssues);
			if (!place) return { issues };
			const pointer = pointerTo(place);
			notes.set(pointer, { pointer, code, became: became ?? "left-out" });
			if (!became) places.set(pointer, { place, code });
		}
		// The last entries of a list first, so that the others keep their places.
		for (const { place } of [...places.values()].reverse()) leaveOut(left, place);
	}
}

export function pointerTo(path: Path): string {
	return `/${path.join("/")}`;
}

function mendableOf(issue: Issue): Partial<Mendable> {
	return "params" in issue ? (issue.params ?? {}) : {};
}

function mendInPlace(input: unknown, issue: Issue): Note["became"] | undefined {
	const { mending, max = 1, other = "" } = mendableOf(issue);
	if (mending === undefined) return undefined;
	const [parent, name = ""] = [valueAt(input, issue.path.slice(0, -1)) as Members, issue.path.at(-1)];
	const value = parent[name];
	if (mending === "swap") {
		[parent[name], parent[other]] = [parent[other], value];
		return "swapped";
	}
	if (typeof value !== "string") return undefined;
	parent[name] = mending === "cut" ? `${[...value].slice(0, max - 1).join("")}…` : value.toWellFormed();
	return mending === "cut" ? "cut" : "replaced";
}

/** The outermost optional member around an issue; in a list, only the entry. */
function placeToLeaveOut(schema: z.ZodObject, input: unknown, { path }: Issue, wholeLists: boolean): Path | undefined {
	let object = schema;
	for (let depth = 1; depth <= path.length; depth++) {
		const member = object.shape[path[depth - 1] as string];
		if (member?.safeParse(undefined).success) {
			const place = path.slice(0, depth);
			const isEntry = depth < path.length && Array.isArray(valueAt(input, place)) && !wholeLists;
			return isEntry ? path.slice(0, depth + 1) : place;
		}
		if (!(member instanceof z.ZodObject)) return undefined;
		object = member;
	}
	return undefined;
}

function leaveOut(input: unknown, place: Path): void {
	const [parent, name = ""] = [valueAt(input, place.slice(0, -1)), place.at(-1)];
	if (Array.isArray(parent)) parent.splice(name as number, 1);
	else delete (parent as Members)[name];
}

function valueAt(input: unknown, path: Path): unknown {
	return path.reduce((value, name) => (value as Members | null | undefined)?.[name], input);
}
