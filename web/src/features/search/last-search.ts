/** The search that a detail was opened from, so that the way back leads to it even after a reload. In this tab only. */
const key = (list: string) => `rireki.last-search.${list}`;

export function keepLastSearch(list: string, search: string): void {
	sessionStorage.setItem(key(list), search);
}

export function lastSearch(list: string): string {
	return sessionStorage.getItem(key(list)) ?? "";
}

/** The page of a list as last shown, which defines next and previous on the detail screen. */
export interface ShownPage {
	/** From 1. */
	page: number;
	size: number;
	total: number;
	callIds: readonly string[];
}

const pageKey = (list: string) => `rireki.shown-page.${list}`;

export function keepShownPage(list: string, shown: ShownPage): void {
	sessionStorage.setItem(pageKey(list), JSON.stringify(shown));
}

export function shownPage(list: string): ShownPage | undefined {
	return JSON.parse(sessionStorage.getItem(pageKey(list)) ?? "null") ?? undefined;
}
