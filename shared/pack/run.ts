import type { PackSizes } from "./plan.ts";

/** What the portions of one run share. */
export interface Run {
	tenantId: string;
	sizes: PackSizes;
	/** How long the table is given to come to rest where it has another number of records than a pack. */
	recountAfterMs: number;
	/** The name of a next object. */
	nextName: () => string;
	/** Names of packs to rebuild from the table. */
	broken: Set<string>;
	/** Undefined before the tenant's folder has been looked at. */
	swept: { leftUntil: number | undefined } | undefined;
}
