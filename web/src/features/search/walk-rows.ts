import type { KeyboardEvent } from "react";

/** Arrow keys move between rows. */
export function walkRows(event: KeyboardEvent): void {
	if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
	const row = (event.target as Element).closest("tbody tr, .rk-cards > li");
	const next = event.key === "ArrowDown" ? row?.nextElementSibling : row?.previousElementSibling;
	const target = next?.querySelector("a");
	if (!target) return;
	event.preventDefault();
	target.focus();
}
