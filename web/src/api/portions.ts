import { toJson } from "./to-json.ts";

export interface BulkItem {
	callId: string;
	version?: number;
	/** The fields that it sets. */
	[field: string]: unknown;
}

/** A part of a bulk correction: one request, repeated unchanged if need be. */
export interface Portion {
	key: string;
	body: { items: readonly BulkItem[]; reason?: string };
}

/** A request may have 1 MB; room is left for the rest of the body. */
const maxBytes = 900_000;
const bytesOf = (value: unknown) => new TextEncoder().encode(toJson(value)).length;

/** Splits into as few requests as their size allows: 100 long memos exceed one request. */
export function portionsOf(items: readonly BulkItem[], reason: string): Portion[] {
	const parts: BulkItem[][] = [];
	let bytes = maxBytes;
	for (const item of items) {
		const own = bytesOf(item);
		bytes += own;
		if (bytes > maxBytes) {
			parts.push([]);
			bytes = own;
		}
		parts.at(-1)?.push(item);
	}
	return parts.map((part) => ({ key: crypto.randomUUID(), body: { items: part, ...(reason.trim() && { reason }) } }));
}
