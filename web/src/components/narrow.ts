import { useSyncExternalStore } from "react";

const narrow = window.matchMedia("(max-width: 600px)");

/** Whether a table has no room for columns side by side. */
export function useIsNarrow(): boolean {
	return useSyncExternalStore(
		(listener) => {
			narrow.addEventListener("change", listener);
			return () => narrow.removeEventListener("change", listener);
		},
		() => narrow.matches,
	);
}
