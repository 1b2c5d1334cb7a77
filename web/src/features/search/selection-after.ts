import type { Row } from "../../../../shared/search/answer.ts";
import type { Spacer } from "./spacer.ts";

/** The most records in one bulk correction. */
export const maxSelected = 100;

interface Change {
	before: readonly Row[];
	/** The table's own selection; it only knows the rows near the screen. */
	now: readonly (Row | Spacer)[];
	near: readonly (Row | Spacer)[];
	page: readonly Row[];
}

/** The selection after a change. Selecting all rows that the table knows means the whole page, up to the maximum. */
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
