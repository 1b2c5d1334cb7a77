import { useCallback, useRef } from "react";

/** The same function in every render, which does what the last one's would: what it is given to need not be rendered anew. */
export function useLast<Args extends unknown[]>(act: (...args: Args) => void): (...args: Args) => void {
	const last = useRef(act);
	last.current = act;
	return useCallback((...args) => last.current(...args), []);
}
