import { keepPreviousData, useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useMemo, useRef } from "react";
import type { FacetCounts, SearchResult } from "../../../../shared/search/answer.ts";
import { useApi } from "../../api/api-context.tsx";
import { type Search, toConditions } from "./criteria.ts";
import { type Charted, charted, without } from "./narrowing.ts";
import { bodyOf, createFetch, PageWalk } from "./page-walk.ts";

const none: SearchResult["rows"] = [];

interface FirstPage extends SearchResult {
	walk: PageWalk;
}

export type Hits = Pick<SearchResult, "total" | "facets" | "rows" | "hints"> & {
	/** Whether another page is loading, while `rows` are still those of the last one. */
	pending: boolean;
};

/** A search and one of its pages. The first page has total and facets; turning pages does not request it again. */
export function useSearch(search: Search | undefined, size: number, agentIds: readonly string[] | undefined) {
	const api = useApi();
	const client = useQueryClient();
	const body = search && bodyOf(search, search.narrowing, agentIds);
	const key = ["search", body, size];
	const first = useQuery({
		queryKey: key,
		enabled: body !== undefined,
		placeholderData: keepPreviousData,
		queryFn: async ({ signal }): Promise<FirstPage> => {
			const request = { ...body, page: { size }, facets: charted };
			const answer = await api<SearchResult>("/call-histories/search", { method: "POST", body: request, signal });
			const walk = new PageWalk(createFetch(api, { ...body }));
			walk.start(answer.body);
			return { ...answer.body, walk };
		},
		refetchOnWindowFocus: false,
		staleTime: 60_000,
	});
	const page = search?.page ?? 1;
	const turned = page > 1;
	const later = useQuery({
		queryKey: [...key, page, first.dataUpdatedAt],
		enabled: turned && first.data !== undefined && !first.isPlaceholderData,
		placeholderData: keepPreviousData,
		queryFn: () => (first.data as FirstPage).walk.rows(page, size),
		refetchOnWindowFocus: false,
		staleTime: Number.POSITIVE_INFINITY,
	});
	const byResult = useCounts("result") ?? first.data?.facets?.result;
	const byHour = useCounts("hour") ?? first.data?.facets?.hour;
	// Until the page arrives, the screen keeps what it shows.
	const rows = (turned ? later.data : undefined) ?? first.data?.rows ?? none;
	const pending = first.isFetching || (turned && later.isFetching);
	const { data: found } = first;
	// Memoised, because rendering all rows takes time.
	const hits = useMemo<Hits | undefined>(() => {
		const facets: FacetCounts = { result: byResult, hour: byHour };
		return found && { total: found.total, facets, hints: found.hints, rows, pending };
	}, [found, byResult, byHour, rows, pending]);
	const error = first.error ?? (turned ? later.error : null);
	const conditions = JSON.stringify(search && toConditions(search.criteria));
	const shown = useRef<{ conditions: string; hits: Hits }>(undefined);
	useEffect(() => {
		if (hits && !hits.pending && !error) shown.current = { conditions, hits };
	});
	// If a refinement, an order or a page fails, the previous result stays.
	const before = shown.current && shown.current.conditions === conditions ? shown.current.hits : undefined;
	return {
		hits: error ? before : hits,
		error,
		isFetching: pending,
		again: () => (turned && !first.error ? later : first).refetch(),
	};

	/** The counts of a chart with a selected bar: those of the search without that selection, usually cached already. */
	function useCounts(facet: Charted) {
		const wide = search && bodyOf(search, without(facet, search.narrowing), agentIds);
		const isChosen = JSON.stringify(wide) !== JSON.stringify(body);
		const { data } = useQuery({
			queryKey: ["counts", facet, wide],
			enabled: isChosen,
			initialData: () => client.getQueryData<FirstPage>(["search", wide, size])?.facets?.[facet],
			placeholderData: keepPreviousData,
			queryFn: async ({ signal }) => {
				const request = { ...wide, page: { size: 1 }, facets: [facet] };
				const answer = await api<SearchResult>("/call-histories/search", { method: "POST", body: request, signal });
				return answer.body.facets?.[facet];
			},
			refetchOnWindowFocus: false,
			staleTime: 60_000,
		});
		return isChosen ? data : undefined;
	}
}
