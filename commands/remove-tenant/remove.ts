import { setTimeout as sleep } from "node:timers/promises";
import type { Count, Holding } from "./holding.ts";

export interface Removal {
	tenantId: string;
	startedAt: string;
	finishedAt: string;
	/** The mark that stays: until a save of a later time nothing of the tenant is taken in. */
	removedAt: string;
	/** By holding: all that was there, and is no more. */
	removed: Record<string, number>;
	/** Of those, what others have removed meanwhile: what belonged to records and searches, or came to its end. */
	removedByOthers: Record<string, number>;
	/** What a last look at everything has found; all of it zero when the tenant is gone. */
	left: Record<string, number>;
	/** How much that last look has looked at. */
	examined: Record<string, number>;
	gone: boolean;
}

interface RemovalOptions {
	tenantId: string;
	holdings: Record<string, Holding>;
	/** Leaves the mark. @param now epoch milliseconds @returns the time of the removal */
	mark: (now: number) => Promise<number>;
	/** How long a function may go on that has begun before the mark. */
	settleMs: number;
}

/** What is written while the tenant is being removed is found by the next round. */
const maxRounds = 5;

/**
 * Marks the tenant as removed, removes all its data, and checks again until nothing is left. The last check comes after all work that
 * began before the mark has ended.
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
		...{ tenantId, startedAt: startedAt.toISOString(), finishedAt: new Date().toISOString() },
		...{ removedAt: new Date(removedAt).toISOString(), removed, removedByOthers },
		...{ left: of("found"), examined: of("examined"), gone: total(last) === 0 },
	};
}

export async function countAll(holdings: Record<string, Holding>): Promise<Record<string, Count>> {
	const counts = Object.entries(holdings).map(async ([name, holding]) => [name, await holding.count()] as const);
	return Object.fromEntries(await Promise.all(counts));
}

function total(counts: Record<string, Count>): number {
	return Object.values(counts).reduce((sum, { found }) => sum + found, 0);
}
