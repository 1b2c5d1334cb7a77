import { useInfiniteQuery } from "@tanstack/react-query";
import { useApi } from "./api-context.tsx";
import { fetchPage } from "./fetch-page.ts";

/** A list that is loaded page by page: the items loaded so far, and how to load more. */
export function usePages<Item>(queryKey: readonly unknown[], path: string, query: Record<string, string> = {}) {
	const api = useApi();
	const { data, ...rest } = useInfiniteQuery({
		queryKey,
		queryFn: ({ signal, pageParam }) => fetchPage<Item>(api, path, { ...query, cursor: pageParam }, signal),
		initialPageParam: "",
		getNextPageParam: ({ nextCursor }) => nextCursor ?? undefined,
		staleTime: 0,
	});
	return { ...rest, items: data?.pages.flatMap(({ items }) => items) };
}
