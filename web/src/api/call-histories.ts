import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import type { Corrections } from "../../../shared/call-history/answer.ts";
import type { Detail } from "../../../shared/detail/answer.ts";
import type { FileLink } from "../../../shared/recording/answer.ts";
import { useApi } from "./api-context.tsx";
import { usePages } from "./pages.ts";
import { updateRows } from "./update-rows.ts";

/** A record with the ETag that its correction has to name. */
export interface Versioned {
	detail: Detail;
	etag: string;
}

const detailKey = (callId: string) => ["call-history", callId];
/** What was done with a record; for administrators (trail.ts). */
export const accessesKey = (callId: string) => [...detailKey(callId), "accesses"];

export function useCallHistory(callId: string) {
	const api = useApi();
	return useQuery({
		queryKey: detailKey(callId),
		queryFn: async ({ signal }): Promise<Versioned> => {
			const { body, etag } = await api<Detail>(path(callId), { signal });
			return { detail: body, etag: etag ?? `"${body.version}"` };
		},
		// A form must not change while it is being filled in; saving reports if it is out of date.
		refetchOnWindowFocus: false,
	});
}

export function useCorrections(callId: string) {
	return usePages<Corrections["items"][number]>([...detailKey(callId), "corrections"], `${path(callId)}/corrections`);
}

/** What a correction sends: only what changes. */
export type CorrectionBody = Record<string, unknown>;

export function useCorrectCallHistory(callId: string) {
	const api = useApi();
	const client = useQueryClient();
	return useMutation({
		mutationFn: async ({ body, etag }: { body: CorrectionBody; etag: string }): Promise<Versioned> => {
			const answer = await api<Detail>(path(callId), { method: "PATCH", body, ifMatch: etag, once: true });
			return { detail: answer.body, etag: answer.etag ?? `"${answer.body.version}"` };
		},
		async onSuccess(corrected) {
			client.setQueryData(detailKey(callId), corrected);
			updateRows(client, new Map([[callId, corrected.detail]]));
			await client.invalidateQueries({ queryKey: [...detailKey(callId), "corrections"] });
			await client.invalidateQueries({ queryKey: accessesKey(callId) });
		},
	});
}

/** A recording of a call. */
export interface RecordingOf {
	callId: string;
	recordingId: string;
}

/** Each request is recorded as an access, so it is made only when somebody wants to listen. */
export function useOpenRecording() {
	const api = useApi();
	const client = useQueryClient();
	return async ({ callId, recordingId }: RecordingOf, disposition: "inline" | "attachment"): Promise<FileLink> => {
		const query = new URLSearchParams({ disposition, recordingId });
		const { body } = await api<FileLink>(`${path(callId)}/recording?${query}`);
		void client.invalidateQueries({ queryKey: accessesKey(callId) });
		return body;
	};
}

const path = (callId: string) => `/call-histories/${encodeURIComponent(callId)}`;
