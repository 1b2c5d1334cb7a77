import type { Draft } from "./draft.ts";

/** Unsaved input and the values that it is based on, kept so that it survives the end of a session. */
export interface KeptDraft {
	base: Draft;
	draft: Draft;
	reason: string;
}

const key = (callId: string) => `rireki.draft.${callId}`;

/** In this tab only, like the session. */
export function keepDraft(callId: string, kept: KeptDraft): void {
	sessionStorage.setItem(key(callId), JSON.stringify(kept));
}

export function keptDraft(callId: string): KeptDraft | undefined {
	const text = sessionStorage.getItem(key(callId));
	return text === null ? undefined : JSON.parse(text);
}

export function dropDraft(callId: string): void {
	sessionStorage.removeItem(key(callId));
}
