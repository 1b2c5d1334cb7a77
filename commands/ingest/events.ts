import { maxMessageBytes } from "../../shared/intake/model.ts";
import type { Line } from "./lines.ts";

/** A line: an event to send, or the reason why it is not one. */
export type Reading =
	| { kind: "event"; body: string; size: number }
	| { kind: "blank" }
	| { kind: "notJson"; reason: string }
	| { kind: "tooLarge" };

const decoder = new TextDecoder("utf-8", { fatal: true });

export function readEvent({ bytes }: Line): Reading {
	if (!bytes) return { kind: "tooLarge" };
	try {
		// The decoder drops a byte order mark, which some editors write.
		const body = decoder.decode(bytes).trim();
		if (body === "") return { kind: "blank" };
		const size = Buffer.byteLength(body);
		if (size > maxMessageBytes) return { kind: "tooLarge" };
		JSON.parse(body);
		return { kind: "event", body, size };
	} catch (cause) {
		return { kind: "notJson", reason: (cause as Error).message };
	}
}
