import { useEffect } from "react";

/**
 * The focus never falls to the body, from where a keyboard begins at the top again: when what has it goes, or is disabled, the
 * nearest thing around it that is left takes it over. Whoever knows of a better place puts it there at once, and this rests.
 */
export function useKeptFocus(): void {
	useEffect(() => {
		const main = document.getElementById("main");
		/** What has the focus, and what is around it; behind a dialog, the same of where it was asked for. */
		let path: Element[] = [];
		const remember = ({ target }: FocusEvent) => {
			const before = main?.contains(target as Element) ? [] : path.filter((element) => main?.contains(element));
			path = [...around(target as Element), ...before];
		};
		const look = () => {
			const { activeElement, body } = document;
			const [last] = path;
			const isLost = activeElement === body ? last && !last.isConnected : activeElement?.matches(":disabled");
			if (!isLost) return;
			const place = path.find((element) => element !== last && element.isConnected && !element.contains(main));
			focusAnyway((place ?? main) as HTMLElement);
		};
		const observer = new MutationObserver(look);
		observer.observe(document.body, { childList: true, subtree: true, attributeFilter: ["disabled"] });
		document.addEventListener("focusin", remember);
		return () => {
			observer.disconnect();
			document.removeEventListener("focusin", remember);
		};
	}, []);
}

function around(element: Element | null): Element[] {
	return element ? [element, ...around(element.parentElement)] : [];
}

/** Also of what is no stop of the keyboard: only this once. */
export function focusAnyway(element: HTMLElement): void {
	if (!element.hasAttribute("tabindex")) {
		element.tabIndex = -1;
		element.addEventListener("blur", () => element.removeAttribute("tabindex"), { once: true });
	}
	element.focus({ preventScroll: true });
}
