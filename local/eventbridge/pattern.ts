import { EventBridgeFault } from "./fault.ts";

export interface Pattern {
	[member: string]: Pattern | Test[];
}

/** A required value, or a comparison. */
type Test = string | number | boolean | null | Record<string, unknown>;
type Json = { [member: string]: Json } | Json[] | string | number | boolean | null | undefined;

const textTests: Record<string, (text: string, wanted: string) => boolean> = {
	prefix: (text, wanted) => text.startsWith(wanted),
	suffix: (text, wanted) => text.endsWith(wanted),
	"equals-ignore-case": (text, wanted) => text.toLowerCase() === wanted.toLowerCase(),
};

/** Parses a pattern; unsupported features are refused rather than misunderstood. @throws EventBridgeFault */
export function parsePattern(text: string): Pattern {
	let pattern: unknown;
	try {
		pattern = JSON.parse(text);
	} catch {
		throw invalid("it is not JSON");
	}
	check(pattern as Json);
	return pattern as Pattern;
}

function check(pattern: Json): void {
	if (!(pattern instanceof Object) || Array.isArray(pattern)) throw invalid("each member is an object or a list");
	for (const [name, member] of Object.entries(pattern)) {
		if (name.startsWith("$")) throw invalid(`the local stack does not know ${name}`);
		if (!Array.isArray(member)) check(member);
		else for (const test of member) checkTest(test);
	}
}

function checkTest(test: Json): void {
	if (!(test instanceof Object)) return;
	const [[name = "", wanted] = [], ...others] = Object.entries(test);
	if (others.length > 0) throw invalid("a test has one member");
	const isKnown =
		name === "exists"
			? typeof wanted === "boolean"
			: name === "anything-but"
				? !(wanted instanceof Object) || Array.isArray(wanted)
				: name in textTests && typeof wanted === "string";
	if (!isKnown) throw invalid(`the local stack does not know ${JSON.stringify(test)}`);
}

const invalid = (reason: string) => new EventBridgeFault("InvalidEventPatternException", `Event pattern: ${reason}`);

/** Whether an event has, for each member of the pattern, one of the listed values. */
export function matches(event: Json, pattern: Pattern): boolean {
	return Object.entries(pattern).every(([name, member]) => {
		const value = event instanceof Object && !Array.isArray(event) ? event[name] : undefined;
		if (!Array.isArray(member)) return matches(value, member);
		const values = Array.isArray(value) ? value : [value];
		return member.some((test) => values.some((one) => holds(one, test)));
	});
}

function holds(value: Json, test: Test): boolean {
	if (!(test instanceof Object)) return value === test;
	const [[name = "", wanted] = []] = Object.entries(test);
	if (name === "exists") return (value !== undefined) === wanted;
	if (name === "anything-but") return value !== undefined && ![wanted].flat().includes(value);
	return typeof value === "string" && (textTests[name]?.(value, wanted as string) ?? false);
}
