import type { ReactNode } from "react";

/** An element with its own click inside a clickable row. */
export function OwnClick({ children }: { children: ReactNode }) {
	return (
		// biome-ignore lint/a11y/noStaticElementInteractions: it only keeps clicks from the row
		// biome-ignore lint/a11y/useKeyWithClickEvents: a key press on a child does not click the row
		<span onClick={(event) => event.stopPropagation()}>{children}</span>
	);
}
