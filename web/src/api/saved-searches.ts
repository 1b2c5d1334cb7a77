import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import type { SavedSearchAnswer } from "../../../shared/saved-search/answer.ts";
import { useApi } from "./api-context.tsx";

const key = ["saved-searches"];
const staleMs = 5 * 60_000;

/** The content of a saved search; its period may be relative. */
export type SavedSearchBody = Pick<SavedSearchAnswer, "name" | "isStart" | "conditions" | "sort" | "columns">;

/** The user's saved searches, in the order in which they were created. */
export function useSavedSearches(enabled = true) {
	const api = useApi();
	return useQuery({
		queryKey: key,
		queryFn: ({ signal }) =>
			api<{ items: SavedSearchAnswer[] }>("/me/saved-searches", { signal }).then(({ body }) => body.items),
		staleTime: staleMs,
		enabled,
	});
}

export function useCreateSavedSearch() {
	return useChange((api, body: SavedSearchBody) =>
		api<unknown>("/me/saved-searches", { method: "POST", body, once: true }),
	);
}

export function useReplaceSavedSearch() {
	return useChange((api, { id, ...body }: SavedSearchBody & { id: string }) =>
		api<unknown>(`/me/saved-searches/${encodeURIComponent(id)}`, { method: "PUT", body }),
	);
}

export function useDeleteSavedSearch() {
	return useChange((api, id: string) =>
		api<unknown>(`/me/saved-searches/${encodeURIComponent(id)}`, { method: "DELETE" }),
	);
}

function useChange<Input>(send: (api: ReturnType<typeof useApi>, input: Input) => Promise<unknown>) {
	const api = useApi();
	const client = useQueryClient();
	return useMutation({
		mutationFn: (input: Input) => send(api, input),
		onSettled: () => client.invalidateQueries({ queryKey: key }),
	});
}
