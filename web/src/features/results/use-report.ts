import { useQuery } from "@tanstack/react-query";
import type { SearchResult } from "../../../../shared/search/answer.ts";
import { useApi } from "../../api/api-context.tsx";
import { reportFacets } from "./report.ts";
import { periodOf, type ReportQuery } from "./report-query.ts";

/** The counts of a report, from a search without rows, which has no limit of hits. */
export function useReport(query: ReportQuery) {
	const api = useApi();
	const { campaignIds } = query;
	return useQuery({
		queryKey: ["report", query],
		queryFn: async ({ signal }) => {
			const conditions = { period: periodOf(query), ...(campaignIds.length > 0 && { campaignIds }) };
			const body = { ...conditions, rows: false, facets: reportFacets };
			return (await api<SearchResult>("/call-histories/search", { method: "POST", body, signal })).body;
		},
		refetchOnWindowFocus: false,
		staleTime: 60_000,
	});
}
