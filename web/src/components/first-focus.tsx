import { type RefObject, useEffect } from "react";

/** Where a dialog begins: the library gives the focus to its first button, which closes it, and it is taken over once that is done. */
export function FirstFocus({ target }: { target: RefObject<{ focus: () => void } | null> }) {
	useEffect(() => queueMicrotask(() => target.current?.focus()), [target]);
	return null;
}
