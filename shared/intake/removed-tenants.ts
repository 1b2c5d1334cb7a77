import type { IncomingEvent } from "../incoming-event/model.ts";
import type { Outcome } from "./model.ts";

/**
 * Handles events of a removed tenant: earlier ones are dropped. Later ones wait, because the save that brings the
 * tenant back may arrive after them.
 * @param removedAt epoch milliseconds; undefined if the tenant was not removed
 */
export function dropOfRemoved({ tenantid, time }: IncomingEvent, removedAt: number | undefined): Outcome | undefined {
	if (removedAt === undefined) return undefined;
	const detail = `tenant ${tenantid} was removed`;
	return { state: time <= removedAt ? "dropped" : "waiting", reason: "tenant-removed", detail };
}
