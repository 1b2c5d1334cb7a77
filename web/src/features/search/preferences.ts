import type { CollectionPreferencesProps } from "@cloudscape-design/components/collection-preferences";
import { useState } from "react";
import { type Column, columns } from "../../../../shared/column/model.ts";
import { readKept, writeKept } from "../../components/kept.ts";

export type Preferences = CollectionPreferencesProps.Preferences<never> & {
	pageSize: number;
	contentDisplay: readonly { id: string; visible: boolean }[];
	/** Pixels, for columns that the person has resized. */
	widths: Readonly<Record<string, number>>;
	/** Whether the charts are unfolded. */
	charts: boolean;
};

const key = "table";
export const pageSizes = [50, 100, 200, 500, 1000];

/** The columns shown by default: on a screen of 1,280 pixels they fit without scrolling. */
const first: readonly Column[] = [
	"calledAt",
	"name",
	"phone",
	"agentName",
	"resultLabel",
	"durationSeconds",
	"recording",
	"nextAction",
];
const ordered = [...first, ...columns.filter((column) => !first.includes(column))];

/** All columns but the ID. */
const defaultPreferences: Preferences = {
	pageSize: 100,
	wrapLines: false,
	stripedRows: false,
	widths: {},
	charts: false,
	contentDisplay: ordered.map((id) => ({ id, visible: id !== "callId" })),
};

/** The user's preferences for the table, stored in this browser. */
export function usePreferences(): [Preferences, (preferences: Preferences) => void] {
	const [kept, keep] = useState(() => complete(readKept<Partial<Preferences>>(key, {})));
	return [
		kept,
		(preferences) => {
			writeKept(key, preferences);
			keep(preferences);
		},
	];
}

/** The columns that are shown, in order. */
export function shownColumns({ contentDisplay }: Preferences): Column[] {
	return contentDisplay.flatMap(({ id, visible }) => (visible ? [id as Column] : []));
}

/** The preferences with these columns shown, in this order, and always with the one that opens a record. */
export function withColumns(preferences: Preferences, shown: readonly Column[]): Preferences {
	const first = shown.includes("calledAt") ? shown : (["calledAt", ...shown] as const);
	const hidden = columns.filter((id) => !first.includes(id));
	const display = (ids: readonly Column[], visible: boolean) => ids.map((id) => ({ id, visible }));
	return { ...preferences, contentDisplay: [...display(first, true), ...display(hidden, false)] };
}

/** Columns of newer versions are added at the end; removed ones are left out. */
function complete(kept: Partial<Preferences>): Preferences {
	const known = (kept.contentDisplay ?? []).filter(({ id }) => columns.some((column) => column === id));
	const added = defaultPreferences.contentDisplay.filter(({ id }) => !known.some((column) => column.id === id));
	const pageSize = pageSizes.includes(kept.pageSize ?? 0) ? (kept.pageSize as number) : defaultPreferences.pageSize;
	return { ...defaultPreferences, ...kept, pageSize, contentDisplay: [...known, ...added] };
}
