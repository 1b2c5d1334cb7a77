import type { PackSizes } from "./plan.ts";

/** Shared by the portions of one run. */
export interface Run {
	tenantId: string;
	sizes: PackSizes;
	/** How long to wait for the table to settle if its number of records differs from a pack's. */
	recountAfterMs: number;
	/** Names the next object. */
	nextName: () => string;
	/** Names of packs to rebuild from the table. */
	broken: Set<string>;
	/** Undefined until the tenant's folder has been checked. */
	swept: { leftUntil: number | undefined } | undefined;
}
