import { useEffect } from "react";

/**
 * Keeps the focus from falling back to the body, where keyboard users start at the top again: when the focused element
 * goes or is disabled, its nearest remaining ancestor takes over. A component that knows a better place sets it at
 * once, and this does nothing.
 */
export function useKeptFocus(): void {
	useEffect(() => {
		const main = document.getElementById("main");
		/** The focused element and its ancestors; while a dialog is open, those of the element that opened it. */
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

/** Works for elements that are not in the tab order, too, this one time. */
export function focusAnyway(element: HTMLElement): void {
	if (!element.hasAttribute("tabindex")) {
		element.tabIndex = -1;
		element.addEventListener("blur", () => element.removeAttribute("tabindex"), { once: true });
	}
	element.focus({ preventScroll: true });
}
