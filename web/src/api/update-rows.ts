import type { QueryClient } from "@tanstack/react-query";
import type { Row, SearchResult } from "../../../shared/search/answer.ts";

/** Updates corrected rows in the lists shown, without moving them; reopened lists are requested again. */
export function updateRows(client: QueryClient, changed: ReadonlyMap<string, Partial<Row>>): void {
	const follow = (rows: Row[]) => rows.map((row) => ({ ...row, ...changed.get(row.callId) }));
	for (const { queryKey, state } of client.getQueryCache().findAll({ queryKey: ["search"] })) {
		client.setQueryData<SearchResult | Row[]>(
			queryKey,
			(data) => (Array.isArray(data) ? follow(data) : data && { ...data, rows: follow(data.rows) }),
			// Later pages are cached under the time at which the first one was loaded.
			{ updatedAt: state.dataUpdatedAt },
		);
	}
	void client.invalidateQueries({ queryKey: ["search"], refetchType: "none" });
}
