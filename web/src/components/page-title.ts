import { useEffect } from "react";

/** The window's title, which names the page in tabs, history and screen readers. */
export function usePageTitle(title: string): void {
	useEffect(() => {
		document.title = `${title} - Rireki`;
	}, [title]);
}
