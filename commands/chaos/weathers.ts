import type { Weather } from "./faults.ts";

/** The weathers of a whole run: each kind of fault by itself, and all of them together. */
export const weathers: readonly Weather[] = [
	{ throttled: 0.1 },
	{ lost: 0.05, cut: 0.03 },
	{ failed: 0.1, "not-json": 0.03 },
	{ died: 0.1 },
	{ throttled: 0.3 },
	{ refused: 0.1, hung: 0.01 },
	{ throttled: 0.05, lost: 0.02, cut: 0.01, failed: 0.03, "not-json": 0.01, refused: 0.02, hung: 0.003, died: 0.03 },
	{ hung: 0.02, lost: 0.03 },
	{ died: 0.15, lost: 0.05 },
	{ throttled: 0.1, lost: 0.03, cut: 0.02, failed: 0.05, "not-json": 0.02, refused: 0.03, hung: 0.005, died: 0.05 },
];
