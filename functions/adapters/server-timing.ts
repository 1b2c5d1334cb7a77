import type { Cost } from "../../shared/platform/meter.ts";

/**
 * For these statuses, the cost would reveal whether there is something that the caller may not see, and how much of it.
 */
const hiding = new Set([403, 404, 422]);
const noCost = { readUnits: 0, writeUnits: 0, calls: 0, roundTrips: 0 };

export function serverTiming(status: number, cost: Cost): string {
	return costText(cost.milliseconds, hiding.has(status) ? noCost : cost);
}

function costText(milliseconds: number, { readUnits, writeUnits, calls, roundTrips }: typeof noCost): string {
	const description = `rcu=${readUnits} wcu=${writeUnits} calls=${calls} trips=${roundTrips}`;
	return `db;dur=${milliseconds.toFixed(1)};desc="${description}"`;
}

/** Replaces the cost of an answer if one of its parts has such a status. */
export const hiddenCost = { "server-timing": costText(0, noCost) };
