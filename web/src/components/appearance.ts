import { useState } from "react";
import { readKept, writeKept } from "./kept.ts";

export const modes = ["light", "dark", "system"] as const;
export const densities = ["comfortable", "compact"] as const;

export interface Appearance {
	mode: (typeof modes)[number];
	density: (typeof densities)[number];
}

const usual: Appearance = { mode: "system", density: "compact" };

/** The appearance chosen in this browser. public/appearance.js applies it before the first paint. */
export function useAppearance(): [Appearance, (part: Partial<Appearance>) => void] {
	const [kept, keep] = useState<Appearance>(() => ({
		mode: readKept("mode", usual.mode),
		density: readKept("density", usual.density),
	}));
	return [
		kept,
		(part) => {
			for (const [name, value] of Object.entries(part)) writeKept(name, value);
			window.dispatchEvent(new Event("rireki:appearance"));
			keep({ ...kept, ...part });
		},
	];
}
