import { useEffect } from "react";
import { readKept } from "./kept.ts";

/**
 * Whether single-character shortcuts are on; people who use speech input, or often hit keys by accident, turn them off.
 */
export const shortcutsKey = "shortcuts";

const texts = "input:not([type=radio], [type=checkbox]), textarea, select, [contenteditable=true]";

/** The library keeps some hidden dialogs in the page. */
const isAsked = () => [...document.querySelectorAll("[role=dialog]")].some((dialog) => dialog.checkVisibility());

/** Single-character shortcuts, inactive while somebody types or a dialog is open. */
export function useShortcuts(acts: Readonly<Record<string, () => unknown>>): void {
	useEffect(() => {
		const press = (event: KeyboardEvent) => {
			const { key, ctrlKey, metaKey, altKey, isComposing, defaultPrevented, repeat, target } = event;
			const act = acts[key.toLowerCase()];
			if (!act || ctrlKey || metaKey || altKey || isComposing || defaultPrevented || repeat) return;
			if (!readKept(shortcutsKey, true)) return;
			if ((target as Element).closest?.(texts) || isAsked()) return;
			event.preventDefault();
			act();
		};
		document.addEventListener("keydown", press);
		return () => document.removeEventListener("keydown", press);
	});
}
