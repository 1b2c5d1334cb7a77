import { useState } from "react";
import type { Row } from "../../../../shared/search/answer.ts";

interface Kept {
	of: string;
	rows: readonly Row[];
}
/** Survives opening a detail screen, but not a reload or another search. */
let kept: Kept = { of: "", rows: [] };
const none: readonly Row[] = [];

/** The selected rows of a search, from any of its pages and in any order. */
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
