import { useState } from "react";
import { useLocation, useNavigate } from "react-router";
import { useApi } from "../../api/api-context.tsx";
import { useMe } from "../../api/caller.ts";
import { useNotifications } from "../../components/notifications.tsx";
import { readSearch, writeSearch } from "../search/criteria.ts";
import { keepLastSearch, keepShownPage, lastSearch, type ShownPage, shownPage } from "../search/last-search.ts";
import { bodyOf, createFetch, PageWalk } from "../search/page-walk.ts";

export interface RecordWalk {
	/** Its place in the list, from 1; undefined where it was not opened from one. */
	position: number | undefined;
	total: number;
	hasNext: boolean;
	hasPrevious: boolean;
	isTurning: boolean;
	/** Whether this record was come to from the one before, which was saved, to be corrected too. */
	goesOnEditing: boolean;
	next: (options?: { edit: boolean }) => void;
	previous: () => void;
}

/**
 * From record to record in the order of the list that they were opened from, as it was then: what a correction changes moves
 * nothing. Beyond a page's end the next one is asked for, and the way back leads to it.
 */
export function useRecordWalk(list: string, callId: string): RecordWalk {
	const api = useApi();
	const { accountId } = useMe();
	const { fail } = useNotifications();
	const navigate = useNavigate();
	const { state } = useLocation();
	const [shown, show] = useState(() => shownPage(list));
	const [isTurning, turn] = useState(false);
	const index = shown?.callIds.indexOf(callId) ?? -1;
	const position = shown && index >= 0 ? (shown.page - 1) * shown.size + index + 1 : undefined;
	const total = shown?.total ?? 0;

	async function go(step: 1 | -1, edit = false) {
		if (!shown || position === undefined || isTurning) return;
		turn(true);
		const id =
			shown.callIds[index + step] ??
			(await turned(shown, step).catch((error) => {
				fail(error);
				return undefined;
			}));
		turn(false);
		// In the place of this one: the back button leads to the list. At once: the next key means the next record.
		if (id) navigate(`${list}/${encodeURIComponent(id)}`, { replace: true, flushSync: true, state: { edit } });
	}

	/** @returns the record at the near end of the page beyond */
	async function turned({ page: from, size, total: of }: ShownPage, step: 1 | -1): Promise<string | undefined> {
		const search = readSearch(new URLSearchParams(lastSearch(list)));
		if (!search) return undefined;
		const page = from + step;
		const agentIds = list.startsWith("/me/") ? [accountId] : undefined;
		const walk = new PageWalk(createFetch(api, bodyOf(search, search.narrowing, agentIds)));
		const callIds = (await walk.rows(page, size)).map((row) => row.callId);
		if (callIds.length === 0) return undefined;
		const next = { page, size, total: of, callIds };
		keepShownPage(list, next);
		keepLastSearch(list, `?${writeSearch({ ...search, page })}`);
		show(next);
		return callIds.at(step > 0 ? 0 : -1);
	}

	return {
		position,
		total,
		hasNext: position !== undefined && position < total,
		hasPrevious: position !== undefined && position > 1,
		isTurning,
		goesOnEditing: (state as { edit?: boolean } | null)?.edit === true,
		next: (options) => void go(1, options?.edit),
		previous: () => void go(-1),
	};
}
