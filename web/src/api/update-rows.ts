import type { QueryClient } from "@tanstack/react-query";
import type { Row, SearchResult } from "../../../shared/search/answer.ts";

/** Rows of lists on the screen follow what was corrected, where they are; a list that is opened anew is asked for anew. */
export function updateRows(client: QueryClient, changed: ReadonlyMap<string, Partial<Row>>): void {
	const follow = (rows: Row[]) => rows.map((row) => ({ ...row, ...changed.get(row.callId) }));
	for (const { queryKey, state } of client.getQueryCache().findAll({ queryKey: ["search"] })) {
		client.setQueryData<SearchResult | Row[]>(
			queryKey,
			(data) => (Array.isArray(data) ? follow(data) : data && { ...data, rows: follow(data.rows) }),
			// Pages are kept by the time of their first one.
			{ updatedAt: state.dataUpdatedAt },
		);
	}
	void client.invalidateQueries({ queryKey: ["search"], refetchType: "none" });
}
