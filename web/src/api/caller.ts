import { useQuery, useQueryClient, useSuspenseQuery } from "@tanstack/react-query";
import type { Me } from "../../../shared/me/answer.ts";
import type { SearchOptions } from "../../../shared/options/answer.ts";
import { addOptions } from "./add-options.ts";
import { useApi } from "./api-context.tsx";

/** Who is logged in, with the role as the directory has it now. */
export function useMe(): Me {
	const api = useApi();
	const { data } = useSuspenseQuery({
		queryKey: ["me"],
		queryFn: ({ signal }) => api<Me>("/me", { signal }).then(({ body }) => body),
		staleTime: 5 * 60_000,
	});
	return data;
}

const optionsKey = ["search-options"];
const optionsStaleMs = 5 * 60_000;

/** The choices in drop-downs; if there are very many, those requested so far ({@link useMoreOptions}). */
export function useSearchOptions() {
	const api = useApi();
	const client = useQueryClient();
	return useQuery({
		queryKey: optionsKey,
		queryFn: async ({ signal }) => {
			const { body } = await api<SearchOptions>("/search-options", { signal });
			const known = client.getQueryData<SearchOptions>(optionsKey);
			return known && body.more.length > 0 ? { ...addOptions(known, body), more: body.more } : body;
		},
		staleTime: optionsStaleMs,
	});
}

/** Requests further choices when there are too many for one answer, and adds them to {@link useSearchOptions}. */
export function useMoreOptions(asked: { campaignIds: string } | { query: string }, enabled: boolean) {
	const api = useApi();
	const client = useQueryClient();
	return useQuery({
		queryKey: ["more-search-options", asked],
		enabled,
		queryFn: async ({ signal }) => {
			const { body } = await api<SearchOptions>(`/search-options?${new URLSearchParams(asked)}`, { signal });
			client.setQueryData<SearchOptions>(optionsKey, (known) => known && addOptions(known, body));
			return null;
		},
		staleTime: optionsStaleMs,
	});
}
