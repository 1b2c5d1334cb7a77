import type { CallHistory } from "./model.ts";

/**
 * Values that rows show, but no filter tests and no correction changes. They share one attribute, because an index
 * projects at most twenty.
 */
export type Fixed = Pick<CallHistory, "requestId" | "callerId" | "durationSeconds" | "createdAt">;

type Stored = [requestId: string, callerId: string | null, durationSeconds: number, createdAt: number];

export function writeFixed({ requestId, callerId, durationSeconds, createdAt }: Fixed): string {
	return JSON.stringify([requestId, callerId ?? null, durationSeconds, createdAt] satisfies Stored);
}

export function readFixed(text: string): Fixed {
	const [requestId, callerId, durationSeconds, createdAt]: Stored = JSON.parse(text);
	return { requestId, callerId: callerId ?? undefined, durationSeconds, createdAt };
}
