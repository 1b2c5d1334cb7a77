import { useQueryClient } from "@tanstack/react-query";
import type { Row, SearchResult } from "../../../shared/search/answer.ts";
import { useApi } from "./api-context.tsx";
import type { Portion } from "./portions.ts";

/** Of a record's problem document. */
interface Refusal {
	status: number;
	title: string;
	errors?: readonly { detail: string }[];
}

export type BulkOutcome =
	| { callId: string; outcome: "corrected"; version: number }
	| { callId: string; outcome: "correctable"; version: number; updatedAt: string }
	| { callId: string; outcome: "refused"; problem: Refusal };

/** @returns sends a portion; a preview writes nothing, and needs no versions. @throws ApiProblem, Unreachable */
export function useSendPortion() {
	const api = useApi();
	return async ({ key, body }: Portion, { dryRun }: { dryRun: boolean }): Promise<BulkOutcome[]> => {
		const request = dryRun ? { body: { ...body, dryRun } } : { body, once: key };
		const answer = await api<{ items: BulkOutcome[] }>("/call-histories/corrections", { method: "POST", ...request });
		return answer.body.items;
	};
}

/** Rows of lists on the screen follow what was corrected, where they are; a list that is opened anew is asked for anew. */
export function useUpdateRows() {
	const client = useQueryClient();
	return (changed: ReadonlyMap<string, Partial<Row>>) => {
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
		for (const callId of changed.keys()) client.removeQueries({ queryKey: ["call-history", callId] });
	};
}
