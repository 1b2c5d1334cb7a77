import type { ReactNode } from "react";

/** An element with its own click inside a clickable row. */
export function OwnClick({ children }: { children: ReactNode }) {
	return (
		// biome-ignore lint/a11y/noStaticElementInteractions: it does nothing but keep the row out
		// biome-ignore lint/a11y/useKeyWithClickEvents: a key press on a child is no click on the row
		<span onClick={(event) => event.stopPropagation()}>{children}</span>
	);
}
