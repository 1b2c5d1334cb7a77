import type { Bound } from "./bounds.ts";

export const docs = "https://docs.aws.amazon.com";
export const letters = /[\w-]+/;

export interface Limits {
	/** Where the service documents its limits. */
	source: string;
	/** By the property's path. */
	bounds: Record<string, Bound>;
	/** Paths that our templates do not use yet. */
	unused?: readonly string[];
}
