import { useEffect } from "react";
import { readKept } from "./kept.ts";

/** Whether keys of one character do something; who speaks to the machine, or types by slips, turns them off. */
export const shortcutsKey = "shortcuts";

const texts = "input:not([type=radio], [type=checkbox]), textarea, select, [contenteditable=true]";

/** The library keeps some dialogs that nobody sees. */
const isAsked = () => [...document.querySelectorAll("[role=dialog]")].some((dialog) => dialog.checkVisibility());

/** Keys of one character, where nobody is typing and no dialog asks something. */
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
