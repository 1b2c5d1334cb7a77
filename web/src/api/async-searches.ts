import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import type { AsyncSearchAnswer } from "../../../shared/async-search/answer.ts";
import type { RepeatChange } from "../../../shared/async-search/model.ts";
import type { FileLink } from "../../../shared/recording/answer.ts";
import { useApi } from "./api-context.tsx";

const key = ["async-searches"];
const refreshMs = 2000;
const isRunning = ({ state }: AsyncSearchAnswer) => state === "unprocessed" || state === "processing";

/** Refetches automatically while a search has not ended. */
export function useAsyncSearches() {
	const api = useApi();
	return useQuery({
		queryKey: key,
		queryFn: ({ signal }) =>
			api<{ items: AsyncSearchAnswer[] }>("/async-searches", { signal }).then(({ body }) => body.items),
		refetchInterval: ({ state }) => (state.data?.some(isRunning) ? refreshMs : false),
	});
}

export function useCreateAsyncSearch() {
	return useChange((body: object) => ({ path: "", method: "POST", body, once: true }));
}
export function useRerunAsyncSearch() {
	return useChange((id: string) => ({ path: `/${encodeURIComponent(id)}/rerun`, method: "POST", once: true }));
}
/** Sets, changes, pauses or ends a search's repetition. */
export function useChangeAsyncSearch() {
	return useChange(({ id, ...body }: RepeatChange & { id: string }) => {
		return { path: `/${encodeURIComponent(id)}`, method: "PATCH", body, once: true };
	});
}
export function useDeleteAsyncSearch() {
	return useChange((id: string) => ({ path: `/${encodeURIComponent(id)}`, method: "DELETE" }));
}

interface Change {
	path: string;
	method: "POST" | "PATCH" | "DELETE";
	body?: object;
	once?: boolean;
}

function useChange<Input>(toRequest: (input: Input) => Change) {
	const api = useApi();
	const client = useQueryClient();
	return useMutation({
		mutationFn: (input: Input) => {
			const { path, ...request } = toRequest(input);
			return api<AsyncSearchAnswer | undefined>(`/async-searches${path}`, request);
		},
		onSettled: () => client.invalidateQueries({ queryKey: key }),
	});
}

export function useOpenAsyncSearchFile() {
	const api = useApi();
	return (id: string) => api<FileLink>(`/async-searches/${encodeURIComponent(id)}/download`).then(({ body }) => body);
}
