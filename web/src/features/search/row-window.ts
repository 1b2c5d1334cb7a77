import { type RefObject, startTransition, useEffect, useState } from "react";
import type { Spacer } from "./spacer.ts";

/** Below this, all rows are rendered: the browser's own search finds them all. */
const fewRows = 150;
/** The fewest rows rendered beyond the screen. */
const margin = 12;
/** The library re-renders all rows when one changes: changing many rows rarely costs a third of changing few often. */
const step = 48;
/** The heights of a row's text, and of a row in the table's compact density. */
const line = 20;
const rowHeight = 31;

export interface RowWindow<Row> {
	items: (Row | Spacer)[];
	/** The number of the first of `items`, from 1. */
	firstIndex: number;
}

/** The visible part of a long table, with a margin. All rows must have the same height. */
export function useRowWindow<Row extends { callId: string }>(
	rows: readonly Row[],
	{ table, isOff }: { table: RefObject<HTMLElement | null>; isOff: boolean },
): RowWindow<Row> {
	const [start, setStart] = useState(0);
	const isAll = isOff || rows.length <= fewRows;
	useEffect(() => {
		if (isAll) return;
		let frame = 0;
		const look = () => {
			frame = 0;
			const body = table.current?.querySelector("tbody");
			if (!body) return;
			const above = -body.getBoundingClientRect().top / rowHeight;
			// Other interaction goes first: there are still rendered rows to scroll into.
			startTransition(() => setStart(Math.max(0, Math.floor((above - margin) / step) * step)));
		};
		const onScroll = () => {
			frame ||= requestAnimationFrame(look);
		};
		look();
		window.addEventListener("scroll", onScroll, { passive: true });
		return () => {
			window.removeEventListener("scroll", onScroll);
			cancelAnimationFrame(frame);
		};
	}, [isAll, table]);
	if (isAll) return { items: [...rows], firstIndex: 1 };
	const shown = Math.ceil(window.innerHeight / rowHeight) + 2 * margin + step;
	const first = Math.min(start, Math.max(0, rows.length - shown));
	const last = Math.min(rows.length, first + shown);
	return {
		items: [...spacer("before", first), ...rows.slice(first, last), ...spacer("after", rows.length - last)],
		firstIndex: Math.max(1, first),
	};
}

function spacer(callId: string, count: number): Spacer[] {
	return count > 0 ? [{ callId, height: count * rowHeight - (rowHeight - line) }] : [];
}
