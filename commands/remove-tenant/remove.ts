import { setTimeout as sleep } from "node:timers/promises";
import type { Count, Holding } from "./holding.ts";

export interface Removal {
	tenantId: string;
	startedAt: string;
	finishedAt: string;
	/** The time in the mark that remains: only a later save brings the tenant back. */
	removedAt: string;
	/** Everything that was removed, by kind. */
	removed: Record<string, number>;
	/** The part that the service itself removed meanwhile: belongings of records and searches, or expired items. */
	removedByOthers: Record<string, number>;
	/** What the final check found; all zero if the tenant is gone. */
	left: Record<string, number>;
	/** How much the final check read. */
	examined: Record<string, number>;
	gone: boolean;
}

interface RemovalOptions {
	tenantId: string;
	holdings: Record<string, Holding>;
	/** Leaves the mark. @param now epoch milliseconds @returns the time of the removal */
	mark: (now: number) => Promise<number>;
	/** How long functions that started before the mark may continue. */
	settleMs: number;
}

/** Each round finds what was written during the previous one. */
const maxRounds = 5;

/**
 * Marks the tenant as removed, removes all its data, and repeats this until a check finds nothing. The last check comes
 * after all work that started before the mark has ended.
 */
export async function removeTenant(
	{ tenantId, holdings, mark, settleMs }: RemovalOptions,
	report: (message: string) => void,
): Promise<Removal> {
	const startedAt = new Date();
	const removedAt = await mark(startedAt.getTime());
	const zero = () => Object.fromEntries(Object.keys(holdings).map((name) => [name, 0])) as Record<string, number>;
	const [removed, removedByOthers] = [zero(), zero()];
	let last = await countAll(holdings);
	for (let round = 0; round < maxRounds && (round === 0 || total(last) > 0); round++) {
		for (const [name, holding] of Object.entries(holdings)) {
			const before = last[name]?.found ?? 0;
			const { found } = await holding.remove();
			removed[name] = (removed[name] ?? 0) + Math.max(found, before);
			removedByOthers[name] = (removedByOthers[name] ?? 0) + Math.max(0, before - found);
			report(`${name}: ${found} removed`);
		}
		await sleep(Math.max(0, startedAt.getTime() + settleMs - Date.now()));
		last = await countAll(holdings);
	}
	const of = (count: keyof Count) =>
		Object.fromEntries(Object.entries(last).map(([name, counts]) => [name, counts[count]]));
	return {
		tenantId,
		startedAt: startedAt.toISOString(),
		finishedAt: new Date().toISOString(),
		removedAt: new Date(removedAt).toISOString(),
		removed,
		removedByOthers,
		left: of("found"),
		examined: of("examined"),
		gone: total(last) === 0,
	};
}

export async function countAll(holdings: Record<string, Holding>): Promise<Record<string, Count>> {
	const counts = Object.entries(holdings).map(async ([name, holding]) => [name, await holding.count()] as const);
	return Object.fromEntries(await Promise.all(counts));
}

function total(counts: Record<string, Count>): number {
	return Object.values(counts).reduce((sum, { found }) => sum + found, 0);
}
