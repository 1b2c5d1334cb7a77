import type { Properties } from "../synthesized.ts";

/** The values that a service accepts. */
export interface Bound {
	says: string;
	/** Of a value that contains references, only the known parts are checked. */
	holds(value: unknown): boolean;
	/** Values that break the bound. */
	bad: unknown[];
}

/** Stands for a reference: about as long as the ARN of a role that CloudFormation named. */
const reference = "r".repeat(100);

/** A value's text, with a placeholder of likely length for each reference. */
export function textOf(value: unknown): string {
	if (typeof value !== "object" || value === null) return String(value);
	const [[name, argument] = [], ...others] = Object.entries(value);
	if (others.length > 0 || !name) return JSON.stringify(value);
	if (name === "Fn::Join") return argument[1].map(textOf).join(argument[0]);
	return name === "Ref" || name.startsWith("Fn::") ? reference : JSON.stringify(value);
}

/** A document as the service gets it: compact, with every reference replaced. */
export function documentOf(value: unknown): string {
	return JSON.stringify(value, (_, part) => {
		const isFunction = /^(Ref|Fn::.*)$/.test(Object.keys(part ?? {})[0] ?? "");
		return typeof part === "object" && isFunction ? textOf(part) : part;
	});
}

const within = (size: number, [least, most]: Range) => size >= least && size <= most;
type Range = readonly [least: number, most: number];

export function characters(least: number, most: number): Bound {
	return {
		says: `${least} to ${most} characters`,
		holds: (value) => within(textOf(value).length, [least, most]),
		bad: ["x".repeat(most + 1), ...(least > 0 ? [""] : [])],
	};
}

/** For values whose UTF-8 bytes the service counts. */
export function bytes(least: number, most: number): Bound {
	return {
		says: `${least} to ${most} bytes`,
		holds: (value) => within(Buffer.byteLength(textOf(value)), [least, most]),
		bad: ["字".repeat(Math.floor(most / 3) + 1), ...(least > 0 ? [""] : [])],
	};
}

export function items(least: number, most: number): Bound {
	return {
		says: `${least} to ${most} of them`,
		holds: (value) => within(Object.keys(value as object).length, [least, most]),
		bad: [Array.from({ length: most + 1 }, (_, index) => `x${index}`), ...(least > 0 ? [[]] : [])],
	};
}

/** For the principal of a policy, or a list of principals. */
export function principals(most: number): Bound {
	return {
		says: `${most} principals at most`,
		holds: (value) => [value].flat().length <= most,
		bad: [Array.from({ length: most + 1 }, (_, index) => `arn:aws:iam::000000000000:role/r${index}`)],
	};
}

/** For numbers, also those written as text. */
export function number(least: number, most: number): Bound {
	return {
		says: `${least} to ${most}`,
		holds: (value) => typeof value === "object" || within(Number(value), [least, most]),
		bad: [least - 1, most + 1, "x"],
	};
}

/** @param bad values that the pattern refuses only because it has to match the whole value */
export function matching(pattern: RegExp, ...bad: string[]): Bound {
	return {
		says: `like ${pattern}`,
		holds: (value) =>
			typeof value === "object" || new RegExp(`^(?:${pattern.source})$`, pattern.flags).test(`${value}`),
		bad,
	};
}

export function oneOf(...values: readonly (string | number)[]): Bound {
	return {
		says: `one of ${values.join(", ")}`,
		holds: (value) => typeof value === "object" || values.includes(value as string),
		bad: ["x", -1],
	};
}

/** For a document, without its white space. */
export function documentSize(most: number): Bound {
	return {
		says: `a document of ${most} characters`,
		holds: (value) => documentOf(value).length <= most,
		bad: [{ Statement: ["x".repeat(most)] }],
	};
}

/** For a name: its length and its characters. */
export function named(least: number, most: number, pattern: RegExp, bad: string): Bound {
	const [length, form] = [characters(least, most), matching(pattern, bad)];
	return {
		says: `${length.says}, ${form.says}`,
		holds: (value) => length.holds(value) && form.holds(value),
		bad: [...length.bad, ...form.bad],
	};
}

/** The values at a path: `A.B[].C{}` is, in each item of `A.B`, every value of `C`, and `A.B[].C{key}` every key. */
export function valuesAt(properties: Properties, path: string): unknown[] {
	let found: unknown[] = [properties];
	for (const step of path.match(/[^.[\]{}]+|\[\]|\{key\}|\{\}/g) ?? []) {
		found = found.flatMap((value) => {
			if (typeof value !== "object" || value === null) return [];
			if (step === "[]") return Array.isArray(value) ? value : [];
			if (step === "{}") return Object.values(value);
			if (step === "{key}") return Object.keys(value);
			const member = (value as Properties)[step];
			return member === undefined ? [] : [member];
		});
	}
	return found;
}

/** Properties that have a value at a path and nothing else. */
export function withValueAt(path: string, value: unknown): Properties {
	const steps = path.match(/[^.[\]{}]+|\[\]|\{key\}|\{\}/g) ?? [];
	return steps.reduceRight<unknown>((inner, step) => {
		if (step === "[]") return [inner];
		if (step === "{key}") return { [String(inner)]: "x" };
		return step === "{}" ? { x: inner } : { [step]: inner };
	}, value) as Properties;
}
