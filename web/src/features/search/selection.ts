import { useState } from "react";
import type { Row } from "../../../../shared/search/answer.ts";
import type { Spacer } from "./row-window.ts";

/** As many as one correction of many takes. */
export const maxSelected = 100;

interface Kept {
	of: string;
	rows: readonly Row[];
}
/** Outlives a look at a detail screen; a reload or another search ends it. */
let kept: Kept = { of: "", rows: [] };
const none: readonly Row[] = [];

/** The rows chosen of a search, from whichever of its pages and in whichever order they were shown. */
export function useSelection(of: string): [readonly Row[], (rows: readonly Row[]) => void] {
	const [state, set] = useState(kept);
	return [
		state.of === of ? state.rows : none,
		(rows) => {
			kept = { of, rows };
			set(kept);
		},
	];
}

interface Change {
	before: readonly Row[];
	/** What the table says is chosen now: it knows the rows near the screen alone. */
	now: readonly (Row | Spacer)[];
	near: readonly (Row | Spacer)[];
	page: readonly Row[];
}

/** What is chosen after a change; who chooses all that the table knows means the page, and gets as many as may be chosen. */
export function selectionAfter({ before, now, near, page }: Change): Row[] {
	const had = new Set(before.map(({ callId }) => callId));
	const has = new Set(now.map(({ callId }) => callId));
	const real = near.filter((item): item is Row => !("height" in item));
	const isAll = now.length > before.length + 1 && real.every(({ callId }) => has.has(callId));
	const chosen = isAll
		? [...before, ...page.filter(({ callId }) => !had.has(callId))]
		: now.filter((item): item is Row => !("height" in item));
	return chosen.slice(0, maxSelected);
}
