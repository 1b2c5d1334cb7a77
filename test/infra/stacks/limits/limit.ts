import type { Bound } from "./bounds.ts";

export const docs = "https://docs.aws.amazon.com";
export const letters = /[\w-]+/;

export interface Limits {
	/** Where the service says so. */
	source: string;
	/** By the path of a property. */
	bounds: Record<string, Bound>;
	/** Paths at which our templates have nothing yet. */
	unused?: readonly string[];
}
