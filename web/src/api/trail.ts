import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import type { AccessTrail, RecordAccesses } from "../../../shared/trail/answer.ts";
import { useApi } from "./api-context.tsx";
import { accessesKey } from "./call-histories.ts";

/** What was done with a call history; for administrators. */
export function useRecordAccesses(callId: string) {
	const api = useApi();
	return useQuery({
		queryKey: accessesKey(callId),
		queryFn: ({ signal }) =>
			api<RecordAccesses>(`/call-histories/${encodeURIComponent(callId)}/accesses`, { signal }).then(
				({ body }) => body.items,
			),
		staleTime: 0,
	});
}

/** A day of the trail, and of it one account or one kind where they are given. */
export interface TrailQuery {
	date: string;
	accountId?: string;
	kind?: string;
}

export function useAccessTrail(query: TrailQuery) {
	const api = useApi();
	return useInfiniteQuery({
		queryKey: ["access-trail", query],
		queryFn: ({ signal, pageParam }) => {
			const parameters = new URLSearchParams({ ...query, ...(pageParam ? { cursor: pageParam } : {}) });
			return api<AccessTrail>(`/access-trail?${parameters}`, { signal }).then(({ body }) => body);
		},
		initialPageParam: "",
		getNextPageParam: ({ nextCursor }) => nextCursor ?? undefined,
		staleTime: 0,
	});
}
