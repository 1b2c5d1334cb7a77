import { type ReactNode, useEffect, useRef } from "react";

interface Props {
	/** The subject, such as a failure; a new one asks for attention again. */
	to: unknown;
	children: ReactNode;
}

/**
 * An answer to a person's action that must not be missed: it scrolls into view and gets the focus, or the faulty field
 * of the same form does. Somebody typing a refinement keeps the focus in that field.
 */
export function Attention({ to, children }: Props) {
	const place = useRef<HTMLDivElement>(null);
	useEffect(() => {
		if (focusFault(place.current?.closest("form"))) return;
		place.current?.scrollIntoView({ block: "nearest" });
		if (!document.activeElement?.matches("input[type=search]")) place.current?.focus({ preventScroll: true });
	}, [to]);
	return (
		<div ref={place} role="alert" tabIndex={-1} className="rk-attention">
			{children}
		</div>
	);
}

/** Gives the focus to the first field within that is at fault; false where none is. */
export function focusFault(within: Element | null | undefined): boolean {
	const field = within?.querySelector<HTMLElement>('[aria-invalid="true"]');
	field?.focus();
	return Boolean(field);
}
