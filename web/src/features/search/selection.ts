import { useState } from "react";
import type { Row } from "../../../../shared/search/answer.ts";

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
