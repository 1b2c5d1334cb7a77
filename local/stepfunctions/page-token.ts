import { StepFunctionsFault } from "./fault.ts";

/** Where a next page begins, in a form that no caller counts on. */
export function formatPageToken(position: number): string {
	return Buffer.from(`from:${position}`).toString("base64url");
}

export function parsePageToken(token: unknown): number {
	const [, position] = /^from:(\d+)$/.exec(Buffer.from(String(token), "base64url").toString()) ?? [];
	if (!position) throw new StepFunctionsFault("InvalidToken", `Invalid Token: '${token}'`);
	return Number(position);
}
