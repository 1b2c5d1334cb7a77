import { type ReactNode, useEffect, useRef } from "react";

interface Props {
	/** The subject, such as a failure; a new one asks for attention again. */
	to: unknown;
	children: ReactNode;
}

/**
 * A response to a user's action that must not be missed: it scrolls into view and is focused, or the faulty field of
 * the same form is. Somebody typing a refinement keeps the focus in that field.
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

/** Focuses the first faulty field; returns false if there is none. */
export function focusFault(within: Element | null | undefined): boolean {
	const field = within?.querySelector<HTMLElement>('[aria-invalid="true"]');
	field?.focus();
	return Boolean(field);
}
