import * as z from "zod";
import { stretchMs, stretchOf } from "../call-history/marks-model.ts";
import type { CallHistoryEntry } from "../call-history/model.ts";
import { idSchema } from "../directory/model.ts";

/**
 * Counted from the end of a stretch: ten minutes after the last write that may leave its record unmarked
 * (`marksAfterMs`).
 */
export const packsAfterMs = 900_000;

/** Up to where records may be packed. */
export function packableUntil(now: number): number {
	return stretchOf(now - packsAfterMs);
}

/** When a record written now may be packed. */
export function packDueAt(now: number): number {
	return stretchOf(now) + stretchMs + packsAfterMs;
}

/** The part of a record that a pack holds: what a list row shows. Customers are read with the rows of a page. */
export type PackRow = Omit<CallHistoryEntry, "tenantId" | "customerId" | "changedAt">;

const partSchema = z.tuple([z.int(), z.int()]);

/** One object of packed columns. */
const packSchema = z.object({
	/** Its name in the tenant's folder; never used twice. */
	name: z.string().min(1),
	/**
	 * Format of the object and version of the folding; time covered by a pack in another layout is read from the table,
	 * and the pack is rebuilt.
	 */
	layout: z.int(),
	/** Epoch milliseconds: the pack answers for records called from here to where the next one begins. */
	from: z.int(),
	/** When the records were read from the table, at the latest. */
	packedAt: z.int(),
	rows: z.int().min(0),
	/** Indexes of its batches in the contents' list. */
	batches: z.array(z.int()),
	/** Each part's start and end offset in the object; the end is excluded. */
	parts: z.record(z.string(), partSchema),
});
export type Pack = z.infer<typeof packSchema>;

/** All packs of a tenant: one item, replaced as a whole. */
export const contentsSchema = z.object({
	/** Records called before this moment are in a pack, in the changes, or marked. */
	packedUntil: z.int(),
	/** Marks set from this moment on are not yet in the changes. */
	watermark: z.int(),
	batches: z.array(idSchema),
	/** In order of time; each begins where the previous one ends. */
	packs: z.array(packSchema),
	/** Records that were changed or arrived after their stretch was packed, in a pack of their own. */
	changes: packSchema.optional(),
	/** Objects that are no longer referenced, and since when: running searches may still read them. */
	retired: z.array(z.object({ name: z.string(), at: z.int() })),
	/** The JST date on which a pack was last counted against the table. */
	countedOn: z.string().optional(),
});
export type Contents = z.infer<typeof contentsSchema>;

export const noContents: Contents = { packedUntil: 0, watermark: 0, batches: [], packs: [], retired: [] };

/** A tenant's packed history. */
export interface Packed {
	contents: Contents;
	/** 0 where nothing has been packed yet. */
	version: number;
	/** Batches that have lost records to the table's time to live, and when last: epoch milliseconds. */
	losses: ReadonlyMap<string, number>;
}

export const nothingPacked: Packed = { contents: noContents, version: 0, losses: new Map() };
