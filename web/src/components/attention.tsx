import { type ReactNode, useEffect, useRef } from "react";

interface Props {
	/** What is answered, such as the failure: another one asks for attention anew. */
	to: unknown;
	children: ReactNode;
}

/**
 * What answers something that a person has done, and must not be missed: it comes into view, and the keyboard goes on there – at
 * the field of the same form that is at fault, where there is one. Who is typing a refinement keeps that field.
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
