import type { CallHistoryEntry } from "../call-history/model.ts";
import { type Column, columnTable } from "../column/model.ts";
import { folds } from "../folding/model.ts";

/** To be raised with every change of the object's form, or of how a text is folded: packs of another one are made anew. */
export const currentLayout = 2;
/** Former ones of the same form, in which texts are folded as they were then: what is compared is folded anew when it is read. */
const foldedOtherwise: ReadonlySet<number> = new Set([1]);

/** Whether packs of a layout can be read; of any other, their time is read from the table. */
export function isReadable({ layout }: { layout: number }): boolean {
	return layout === currentLayout || foldedOtherwise.has(layout);
}

/** Ids that are looked at by most searches, as places in a dictionary. */
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
 * Texts, each a part of its own: folded as their column is compared, and in another part as they are shown, where the two differ. The
 * names of the parts are those of the attributes.
 */
export const textAttributes = ["name", "kana", "phone", "memo", "requestId"] as const satisfies readonly Column[];
export type TextAttribute = (typeof textAttributes)[number];

/** A text in the form in which its column is compared. */
export function foldedText(attribute: TextAttribute, text: string): string {
	return folds[columnTable[attribute].fold](text);
}

/** What else a keyword or an order looks at: words out of few, and numbers. They lie in one part. */
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

/** Times are written as what lies between them and the call. */
export const sinceCall: ReadonlySet<NumberAttribute | "redialAt"> = new Set(["createdAt", "updatedAt", "redialAt"]);

export type PartName = "ids" | "others" | "callId" | "dead" | TextAttribute | `${TextAttribute}Shown`;

/** Call ids are cut into frames of so many rows, because mostly a page's are wanted. */
export const rowsPerCallIdFrame = 1024;

/** Rows that a record of the changes takes the place of, by the name of their pack; ascending. */
export type DeadRows = Record<string, number[]>;

/** A pack that cannot be read: gone, cut off, damaged, or written in another layout. Its stretch is read from the table instead. */
export class PackError extends Error {}
