import { useEffect } from "react";

/** The title of the window, which says where one is to a tab, a history and a screen reader. */
export function usePageTitle(title: string): void {
	useEffect(() => {
		document.title = `${title} - Rireki`;
	}, [title]);
}
