import { useSyncExternalStore } from "react";

const narrow = window.matchMedia("(max-width: 600px)");
/** The style sheet uses the same width for a panel. */
const wide = window.matchMedia("(min-width: 1200px)");

/** Whether a table has no room for columns side by side. */
export const useIsNarrow = () => useMatches(narrow);

/** Whether a record has room beside its list. */
export const useIsWide = () => useMatches(wide);

function useMatches(query: MediaQueryList): boolean {
	return useSyncExternalStore(
		(listener) => {
			query.addEventListener("change", listener);
			return () => query.removeEventListener("change", listener);
		},
		() => query.matches,
	);
}
