import * as z from "zod";
import { boundedText } from "../bounded-text/model.ts";
import { type Column, columns } from "../column/model.ts";
import { keptConditionsSchema } from "../search/conditions-model.ts";
import { columnsSchema, newestFirst, type Sort, sortSchema } from "../search/model.ts";

/** How many saved searches an account may have. */
export const maxSaved = 50;
const nameMaxCodePoints = 100;

export const savedSearchSchema = z.strictObject({
	name: boundedText(nameMaxCodePoints)
		.trim()
		.min(1)
		.meta({ description: "Without spaces around it; unique for the account, ignoring width and case." }),
	isStart: z
		.boolean()
		.default(false)
		.meta({ description: "Whether the start page opens with it; replaces the former one." }),
	conditions: keptConditionsSchema,
	sort: sortSchema.default(newestFirst),
	columns: columnsSchema.default([...columns]),
});
export type SavedSearchRequest = z.infer<typeof savedSearchSchema>;

/** The content of one saved search, stored in an item of its own. */
export interface SavedContent {
	/** In the form of a request body; a relative period stays relative. */
	conditions: Record<string, unknown>;
	sort: Sort;
	columns: Column[];
	/** Epoch milliseconds. */
	createdAt: number;
	updatedAt: number;
}

/** The list of all of an account's saved searches. */
export interface SavedList {
	/** Counts changes; a change applies only to the version that was read. 0 = no list yet. */
	version: number;
	/** In the order of creation. */
	entries: { id: string; name: string }[];
	/** The id of the start page's search. */
	start: string | undefined;
}
export const noneSaved: SavedList = { version: 0, entries: [], start: undefined };

export interface SavedSearch extends SavedContent {
	savedSearchId: string;
	name: string;
	isStart: boolean;
}

export function joinSaved({ entries, start }: SavedList, contents: ReadonlyMap<string, SavedContent>): SavedSearch[] {
	return entries.flatMap(({ id, name }) => {
		const content = contents.get(id);
		return content ? [{ savedSearchId: id, name, isStart: id === start, ...content }] : [];
	});
}

/** Adds an entry to a list, or changes it. */
export function withEntry(list: SavedList, entry: SavedList["entries"][number], isStart: boolean): SavedList {
	const known = list.entries.some(({ id }) => id === entry.id);
	const entries = known ? list.entries.map((one) => (one.id === entry.id ? entry : one)) : [...list.entries, entry];
	const others = list.start === entry.id ? undefined : list.start;
	return { version: list.version + 1, entries, start: isStart ? entry.id : others };
}

export function withoutEntry({ version, entries, start }: SavedList, id: string): SavedList {
	return {
		version: version + 1,
		entries: entries.filter((entry) => entry.id !== id),
		start: start === id ? undefined : start,
	};
}

/** Whether people would take the two for the same name. */
export function isSameName(a: string, b: string): boolean {
	const plain = (name: string) => name.normalize("NFKC").toLowerCase().replace(/\s+/g, " ");
	return plain(a) === plain(b);
}
