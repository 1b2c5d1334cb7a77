import type { Count, Holding } from "./holding.ts";

export interface Removal {
	tenantId: string;
	startedAt: string;
	finishedAt: string;
	/** By holding. */
	removed: Record<string, number>;
	/** What a last look at everything has found; all of it zero when the tenant is gone. */
	left: Record<string, number>;
	/** How much that last look has looked at. */
	examined: Record<string, number>;
	gone: boolean;
}

/** What is written while the tenant is being removed is found by the next round. */
const maxRounds = 5;

/** Removes all that a tenant has, and looks again until nothing is left. */
export async function removeTenant(
	tenantId: string,
	holdings: Record<string, Holding>,
	report: (message: string) => void,
): Promise<Removal> {
	const startedAt = new Date().toISOString();
	const removed: Record<string, number> = Object.fromEntries(Object.keys(holdings).map((name) => [name, 0]));
	let last = await countAll(holdings);
	for (let round = 0; round < maxRounds && total(last) > 0; round++) {
		for (const [name, holding] of Object.entries(holdings)) {
			const { found } = await holding.remove();
			removed[name] = (removed[name] ?? 0) + found;
			report(`${name}: ${found} removed`);
		}
		last = await countAll(holdings);
	}
	const of = (count: keyof Count) =>
		Object.fromEntries(Object.entries(last).map(([name, counts]) => [name, counts[count]]));
	return {
		...{ tenantId, startedAt, finishedAt: new Date().toISOString() },
		...{ removed, left: of("found"), examined: of("examined"), gone: total(last) === 0 },
	};
}

export async function countAll(holdings: Record<string, Holding>): Promise<Record<string, Count>> {
	const counts = Object.entries(holdings).map(async ([name, holding]) => [name, await holding.count()] as const);
	return Object.fromEntries(await Promise.all(counts));
}

function total(counts: Record<string, Count>): number {
	return Object.values(counts).reduce((sum, { found }) => sum + found, 0);
}
