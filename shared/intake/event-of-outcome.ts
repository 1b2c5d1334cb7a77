import { createHash } from "node:crypto";
import { maxNotes, type Noted, type OutgoingEvent, type Rejected } from "../outgoing-event/model.ts";
import { remedies } from "../rejection/model.ts";
import { formatJst } from "../time/model.ts";
import type { Outcome } from "./model.ts";
import { readEnvelope } from "./read-event.ts";

/**
 * The event that notifies the sender of a message; undefined if the message was taken in completely, or waits. The same
 * message with the same outcome gives the same event, however often it is delivered.
 */
export function eventOfOutcome(body: string, outcome: Outcome, now: number): OutgoingEvent | undefined {
	if (outcome.state === "waiting") return undefined;
	if (outcome.state === "applied" && !outcome.notes?.length) return undefined;
	const { id: eventId, type: eventType = null, source: eventSource = null, tenantid } = readEnvelope(body);
	const digest = createHash("sha256")
		.update(JSON.stringify([outcome, body]))
		.digest("base64url")
		.slice(0, 22);
	const envelope = {
		...({ specversion: "1.0", source: "urn:rireki", datacontenttype: "application/json" } as const),
		id: [tenantid ?? "-", eventId ?? "-", digest].join("/"),
		...(eventId === undefined ? {} : { subject: eventId }),
		time: formatJst(now),
		...(tenantid === undefined ? {} : { tenantid }),
	};
	const reference = { eventId: eventId ?? null, eventType, eventSource };
	if (outcome.state === "applied") {
		const { notes = [] } = outcome;
		const data: Noted = { ...reference, count: notes.length, notes: notes.slice(0, maxNotes) };
		return { ...envelope, type: "rireki.event.noted.v1", data };
	}
	const { reason, detail } = outcome;
	const data: Rejected = { ...reference, reason, detail, remedy: remedies[reason] };
	return { ...envelope, type: "rireki.event.rejected.v1", data };
}
