import { type RefObject, useEffect } from "react";

/** Gives a dialog's first field the focus, after the library has given it to the close button. */
export function FirstFocus({ target }: { target: RefObject<{ focus: () => void } | null> }) {
	useEffect(() => queueMicrotask(() => target.current?.focus()), [target]);
	return null;
}
