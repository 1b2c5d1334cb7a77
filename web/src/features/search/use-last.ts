import { useCallback, useRef } from "react";

/** A stable function that calls the latest render's version, so that components that get it need not re-render. */
export function useLast<Args extends unknown[]>(act: (...args: Args) => void): (...args: Args) => void {
	const last = useRef(act);
	last.current = act;
	return useCallback((...args) => last.current(...args), []);
}
