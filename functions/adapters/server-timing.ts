import type { Cost } from "../../shared/platform/meter.ts";

/**
 * For these statuses, the cost would reveal what the caller may not see: whether it exists, how large it is, how much
 * there is.
 */
const untold = new Set([403, 404, 422]);
const nothingTold = { readUnits: 0, writeUnits: 0, calls: 0, roundTrips: 0 };

export function serverTiming(status: number, cost: Cost): string {
	return costText(cost.milliseconds, untold.has(status) ? nothingTold : cost);
}

function costText(milliseconds: number, { readUnits, writeUnits, calls, roundTrips }: typeof nothingTold): string {
	const description = `rcu=${readUnits} wcu=${writeUnits} calls=${calls} trips=${roundTrips}`;
	return `db;dur=${milliseconds.toFixed(1)};desc="${description}"`;
}

/** Replaces the cost in an answer in which one of the parts has such a status. */
export const untoldCost = { "server-timing": costText(0, nothingTold) };
