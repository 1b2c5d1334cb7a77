import type { IncomingEvent } from "../incoming-event/model.ts";
import type { Outcome } from "./model.ts";

/**
 * What becomes of an event of a tenant that was removed: one from before is dropped. One of a later time waits, for the
 * save that brings the tenant back may come after it.
 * @param removedAt epoch milliseconds; undefined where it was not
 */
export function dropOfRemoved({ tenantid, time }: IncomingEvent, removedAt: number | undefined): Outcome | undefined {
	if (removedAt === undefined) return undefined;
	const detail = `tenant ${tenantid} was removed`;
	return { state: time <= removedAt ? "dropped" : "waiting", reason: "tenant-removed", detail };
}
