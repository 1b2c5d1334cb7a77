import type { CallHistoryEntry } from "../call-history/model.ts";
import { type Column, columnTable } from "../column/model.ts";
import { folds } from "../folding/model.ts";

/** Must be raised whenever the format or the folding of texts changes: packs in another layout are rebuilt. */
export const currentLayout = 2;
/** Earlier layouts with the same format but another folding: their texts are folded again when read. */
const foldedOtherwise: ReadonlySet<number> = new Set([1]);

/** Whether packs in this layout can be read; the table is read instead for the others. */
export function isReadable({ layout }: { layout: number }): boolean {
	return layout === currentLayout || foldedOtherwise.has(layout);
}

/** The ids that most searches test, dictionary-encoded. */
export const idAttributes = [
	"campaignId",
	"batchId",
	"customerListId",
	"callingGroupId",
	"agentId",
	"resultId",
] as const satisfies readonly (keyof CallHistoryEntry)[];
export type IdAttribute = (typeof idAttributes)[number];

/**
 * Texts: one part each with the folded form in which their column is compared, and a second one with the shown text
 * where it differs. Parts are named after the attributes.
 */
export const textAttributes = ["name", "kana", "phone", "memo", "requestId"] as const satisfies readonly Column[];
export type TextAttribute = (typeof textAttributes)[number];

/** A text in the form in which its column is compared. */
export function foldedText(attribute: TextAttribute, text: string): string {
	return folds[columnTable[attribute].fold](text);
}

/** Other values that keywords and sort orders need: dictionary words and numbers, together in one part. */
export const wordAttributes = [
	"callerId",
	"talkedWith",
	"updatedBy",
] as const satisfies readonly (keyof CallHistoryEntry)[];
export type WordAttribute = (typeof wordAttributes)[number];
export const numberAttributes = [
	"durationSeconds",
	"createdAt",
	"recordingSeconds",
	"updatedAt",
] as const satisfies readonly (keyof CallHistoryEntry)[];
export type NumberAttribute = (typeof numberAttributes)[number];

/** Times are stored as differences from the time of the call. */
export const sinceCall: ReadonlySet<NumberAttribute | "redialAt"> = new Set(["createdAt", "updatedAt", "redialAt"]);

export type PartName = "ids" | "others" | "callId" | "dead" | TextAttribute | `${TextAttribute}Shown`;

/** Call ids are split into frames of this many rows, because usually only those of one page are read. */
export const rowsPerCallIdFrame = 1024;

/** The rows that the changes replace, by pack name; ascending. */
export type DeadRows = Record<string, number[]>;

/**
 * A pack that cannot be read: missing, truncated, damaged, or in another layout. Its stretch is read from the table
 * instead.
 */
export class PackError extends Error {}
