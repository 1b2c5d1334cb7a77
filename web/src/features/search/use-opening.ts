import { useEffect, useMemo, useRef } from "react";
import { useLocation, useNavigate } from "react-router";
import { useIsWide } from "../../components/narrow.ts";
import { recordParam, type Search, writeSearch } from "./criteria.ts";
import type { Opening } from "./row-link.tsx";

interface GoOptions {
	replace?: boolean;
	/** Whether navigation closes the record beside the list. */
	closes?: boolean;
}

/** Navigation from a list: to other searches, and to records beside it or on a page of their own. */
export function useOpening(list: string) {
	const navigate = useNavigate();
	const { search: address } = useLocation();
	const isWide = useIsWide();
	const record = new URLSearchParams(address).get(recordParam) ?? undefined;
	/** Whether the user has moved to the record, which scrolls into view once it is among the rows. */
	const isWalked = useRef(false);
	useEffect(() => {
		if (!isWalked.current) return;
		const link = linkTo(record);
		if (link) isWalked.current = false;
		link?.scrollIntoView({ block: "nearest" });
	});

	// The screen is updated before another key can be pressed, so that no request is based on an older address.
	const to = (params: URLSearchParams, options: { replace: boolean; state?: unknown }) =>
		navigate({ pathname: list, search: `?${params}` }, { ...options, preventScrollReset: true, flushSync: true });

	function beside(params: URLSearchParams, callId: string | undefined): URLSearchParams {
		const next = new URLSearchParams(params);
		if (callId === undefined) next.delete(recordParam);
		else next.set(recordParam, callId);
		return next;
	}

	const latest = useRef((_callId: string) => {});
	latest.current = (callId) => {
		if (!isWide) navigate(`${list}/${encodeURIComponent(callId)}`);
		// The back button leads to the list, however many records were opened.
		else to(beside(new URLSearchParams(address), callId), { replace: record !== undefined });
	};
	// Memoised, because a new object would re-render every row.
	const opening = useMemo<Opening>(
		() => ({
			toPage: (callId) => `${list}/${encodeURIComponent(callId)}`,
			open: (callId) => latest.current(callId),
		}),
		[list],
	);

	return {
		record,
		opening,
		go: (next: Search, { replace = false, closes = false }: GoOptions = {}) =>
			to(beside(writeSearch(next), closes ? undefined : record), { replace }),
		/** Goes to another record, and to its page of the list. */
		goBeside(next: Search, callId: string, state: unknown) {
			isWalked.current = true;
			to(beside(writeSearch(next), callId), { replace: true, state });
		},
		close() {
			const link = linkTo(record);
			to(beside(new URLSearchParams(address), undefined), { replace: true });
			// Unless a question about unsaved input is open.
			if (!document.querySelector(".rk-panel")) link?.focus({ preventScroll: true });
		},
	};
}

function linkTo(record: string | undefined): HTMLElement | undefined {
	const links = document.querySelectorAll<HTMLElement>('.rk-results a[aria-current="true"]');
	return record === undefined ? undefined : links[0];
}
