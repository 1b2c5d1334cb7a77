import { useQuery, useSuspenseQuery } from "@tanstack/react-query";
import type { Me } from "../../../shared/caller/answer.ts";
import type { SearchOptions } from "../../../shared/options/answer.ts";
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

/** What the drop-downs offer. */
export function useSearchOptions() {
	const api = useApi();
	return useQuery({
		queryKey: ["search-options"],
		queryFn: ({ signal }) => api<SearchOptions>("/search-options", { signal }).then(({ body }) => body),
		staleTime: 5 * 60_000,
	});
}
