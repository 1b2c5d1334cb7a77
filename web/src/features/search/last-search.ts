/** The search that a detail was opened from, so that the way back leads to it even after a reload. In this tab only. */
const key = (list: string) => `rireki.last-search.${list}`;

export function keepLastSearch(list: string, search: string): void {
	sessionStorage.setItem(key(list), search);
}

export function lastSearch(list: string): string {
	return sessionStorage.getItem(key(list)) ?? "";
}
