import type { TrailEntryAnswer } from "../../../shared/trail/answer.ts";
import { accessesKey } from "./call-histories.ts";
import { usePages } from "./pages.ts";

/** What was done with a call history; for administrators. */
export function useRecordAccesses(callId: string) {
	return usePages<TrailEntryAnswer>(accessesKey(callId), `/call-histories/${encodeURIComponent(callId)}/accesses`);
}

/** A day of the trail, optionally of one account or one kind only. */
export interface TrailQuery {
	date: string;
	accountId?: string;
	kind?: string;
}

export function useAccessTrail(query: TrailQuery) {
	return usePages<TrailEntryAnswer>(["access-trail", query], "/access-trail", { ...query });
}
