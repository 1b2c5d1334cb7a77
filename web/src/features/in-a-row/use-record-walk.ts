import { useState } from "react";
import { useLocation } from "react-router";
import { useApi } from "../../api/api-context.tsx";
import { useMe } from "../../api/caller.ts";
import { useNotifications } from "../../components/notifications.tsx";
import { readSearch, writeSearch } from "../search/criteria.ts";
import { keepLastSearch, keepShownPage, lastSearch, type ShownPage, shownPage } from "../search/last-search.ts";
import { bodyOf, createFetch, PageWalk } from "../search/page-walk.ts";

export interface RecordWalk {
	/** Its position in the list, from 1; undefined if it was not opened from one. */
	position: number | undefined;
	total: number;
	hasNext: boolean;
	hasPrevious: boolean;
	isTurning: boolean;
	/** Whether this record was opened after saving the previous one, to be corrected as well. */
	goesOnEditing: boolean;
	next: (options?: { edit: boolean }) => void;
	previous: () => void;
}

interface Options {
	/** The page of the list beside the record, if there is one. */
	beside?: ShownPage | undefined;
	/** Shows another record, which is on that page of the list. */
	onWalk: (callId: string, page: number, state: WalkState) => void;
}

/** The navigation state of an address. */
export interface WalkState {
	edit: boolean;
}

/**
 * Moves from record to record in the order of the list they were opened from, which corrections do not change. Beyond a
 * page's end the next page is fetched, and the way back leads to it.
 */
export function useRecordWalk(list: string, callId: string, { beside, onWalk }: Options): RecordWalk {
	const api = useApi();
	const { accountId } = useMe();
	const { fail } = useNotifications();
	const { state } = useLocation();
	const [kept, show] = useState(() => shownPage(list));
	const shown = beside ?? kept;
	const [isTurning, turn] = useState(false);
	const index = shown?.callIds.indexOf(callId) ?? -1;
	const position = shown && index >= 0 ? (shown.page - 1) * shown.size + index + 1 : undefined;
	const total = shown?.total ?? 0;

	async function go(step: 1 | -1, edit = false) {
		if (!shown || position === undefined || isTurning) return;
		turn(true);
		const near = shown.callIds[index + step];
		const to = near
			? { callId: near, page: shown.page }
			: await turned(shown, step).catch((error) => {
					fail(error);
					return undefined;
				});
		turn(false);
		if (to) onWalk(to.callId, to.page, { edit });
	}

	/** @returns the nearest record of the adjacent page */
	async function turned({ page: from, size, total: of }: ShownPage, step: 1 | -1) {
		const search = readSearch(new URLSearchParams(lastSearch(list)));
		if (!search) return undefined;
		const page = from + step;
		const agentIds = list.startsWith("/me/") ? [accountId] : undefined;
		const walk = new PageWalk(createFetch(api, bodyOf(search, search.narrowing, agentIds)));
		const callIds = (await walk.rows(page, size)).map((row) => row.callId);
		const near = callIds.at(step > 0 ? 0 : -1);
		if (near === undefined) return undefined;
		const next = { page, size, total: of, callIds };
		keepShownPage(list, next);
		keepLastSearch(list, `?${writeSearch({ ...search, page })}`);
		show(next);
		return { callId: near, page };
	}

	return {
		position,
		total,
		hasNext: position !== undefined && position < total,
		hasPrevious: position !== undefined && position > 1,
		isTurning,
		goesOnEditing: (state as WalkState | null)?.edit === true,
		next: (options) => void go(1, options?.edit),
		previous: () => void go(-1),
	};
}
