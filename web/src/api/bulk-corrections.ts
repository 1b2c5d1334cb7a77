import { useQueryClient } from "@tanstack/react-query";
import type { Row } from "../../../shared/search/answer.ts";
import { useApi } from "./api-context.tsx";
import type { Portion } from "./portions.ts";
import { updateRows } from "./update-rows.ts";

/** The used members of a record's problem document. */
interface Refusal {
	status: number;
	title: string;
	errors?: readonly { detail: string }[];
}

export type BulkOutcome =
	| { callId: string; outcome: "corrected"; version: number }
	| { callId: string; outcome: "correctable"; version: number; updatedAt: string }
	| { callId: string; outcome: "refused"; problem: Refusal };

/** @returns a function that sends a portion and throws ApiProblem or Unreachable; a preview needs no versions */
export function useSendPortion() {
	const api = useApi();
	return async ({ key, body }: Portion, { dryRun }: { dryRun: boolean }): Promise<BulkOutcome[]> => {
		const request = dryRun ? { body: { ...body, dryRun } } : { body, once: key };
		const answer = await api<{ items: BulkOutcome[] }>("/call-histories/corrections", { method: "POST", ...request });
		return answer.body.items;
	};
}

/** Updates shown and cached data after corrections. */
export function useUpdateRows() {
	const client = useQueryClient();
	return (changed: ReadonlyMap<string, Partial<Row>>) => {
		updateRows(client, changed);
		for (const callId of changed.keys()) client.removeQueries({ queryKey: ["call-history", callId] });
	};
}
