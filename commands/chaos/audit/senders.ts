import { eventOfOutcome } from "../../../shared/intake/event-of-outcome.ts";
import type { Audited } from "./audited.ts";

/** Senders were notified of each event that cannot be applied. */
export async function auditSenders({ urls, ledger }: Audited): Promise<string[]> {
	const lines = (await (await fetch(urls.events)).text()).split("\n").filter(Boolean);
	const events = lines.map((line) => JSON.parse(line).detail);
	const rejected = events.filter(({ type }) => type === "rireki.event.rejected.v1");
	return [...ledger.hopeless].flatMap(([body, reason]) => {
		const isOf = ({ id, data: { detail } }: { id: string; data: { detail: string } }) =>
			eventOfOutcome(body, { state: "rejected", reason, detail }, 0)?.id === id;
		return rejected.some(isOf) ? [] : [`no sender was notified of ${reason}: ${body.slice(0, 200)}`];
	});
}
