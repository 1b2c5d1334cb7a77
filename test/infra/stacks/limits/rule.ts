import type { Properties } from "../synthesized.ts";

/** A stack as CloudFormation gets it. */
export interface Stack {
	Resources: Record<string, { Type: string; Properties?: Properties }>;
	Outputs?: Record<string, Properties>;
	Parameters?: Record<string, Properties>;
	Description?: string;
}

export interface Rule {
	source: string;
	/** @returns what is wrong */
	broken(stack: Stack): string[];
	/** A stack that breaks the rule. */
	bad: Stack;
}

export const ofType = ({ Resources }: Stack, type: string) =>
	Object.entries(Resources)
		.filter(([, { Type }]) => Type === type)
		.map(([id, { Properties = {} }]) => ({ id, properties: Properties }));

export const one = (Type: string, Properties: Properties): Stack => ({ Resources: { x: { Type, Properties } } });

export const many = <T>(count: number, make: (index: number) => T): T[] =>
	Array.from({ length: count }, (_, index) => make(index));
