import type { Figure, Section } from "./figures.ts";
import { kinds } from "./kinds.ts";
import { createBenchPacker } from "./packer.ts";
import { packAtOnce } from "./packing.ts";
import { createSearcher, matching } from "./searcher.ts";
import type { LoadedTenant } from "./world.ts";

/** A small tenant searches its whole history. */
export async function measureSmallTenant(tenant: LoadedTenant): Promise<Section> {
	await packAtOnce(tenant, createBenchPacker(tenant.world));
	const searcher = createSearcher(tenant);
	const figures: Figure[] = [];
	for (const { what, conditions, facets = [] } of kinds) {
		const today = await searcher.withoutPacks(() => searcher.search(conditions, { facets }));
		const now = await searcher.search(conditions, { facets });
		const expected = (await matching(tenant, conditions)).length;
		if (now.answer.body.total !== expected)
			throw new Error(`${what}: ${now.answer.body.total} hits instead of ${expected}`);
		const bound = { value: today.readUnits / 5 };
		figures.push({ what, unit: "RCU", value: now.readUnits, today: today.readUnits, bound, exact: true });
		figures.push({ what: "… in total", unit: "RCU", value: now.allReadUnits, today: today.allReadUnits });
	}
	searcher.stop();
	const note =
		`200 calls a day, ${tenant.calls.length.toLocaleString("en")} in all. Without the directory, the page's rows and ` +
		"their pointers; in total with them. Before: the same search without packs. Bound: a fifth of that.";
	return { title: "A small tenant", note, figures };
}

/** Supervisors and agents of a large tenant search the current day, which is being packed meanwhile. */
export async function measureToday(tenant: LoadedTenant): Promise<Section> {
	await packAtOnce(tenant, createBenchPacker(tenant.world));
	const searcher = createSearcher(tenant);
	const openHour = { from: "2026-11-20T15:30", to: "2026-11-20T16:30" };
	const searches: [what: string, conditions: Record<string, unknown>, more: Record<string, unknown>][] = [
		["today, counted by result", { resultIds: ["c01-refused"] }, { facets: ["result"] }],
		["today, a name", { name: "長谷川" }, {}],
		["today, a memo", { memo: "蓄電池" }, {}],
		["one open hour", { resultIds: ["c01-refused", "c01-contract"] }, { period: openHour }],
		["one open hour, a memo", { memo: "蓄電池" }, { period: openHour }],
		["an agent's page", { agentIds: ["ag07"] }, {}],
	];
	const figures: Figure[] = [];
	for (const [what, conditions, more] of searches) {
		const today = await searcher.withoutPacks(() => searcher.search(conditions, more));
		const now = await searcher.search(conditions, more);
		if (now.answer.body.total !== today.answer.body.total)
			throw new Error(`${what}: ${now.answer.body.total} hits instead of ${today.answer.body.total}`);
		const bound = { value: today.allReadUnits };
		figures.push({ what, unit: "RCU", value: now.allReadUnits, today: today.allReadUnits, bound, exact: true });
	}
	searcher.stop();
	const note =
		"30,000 calls a day, at 16:30, with the directory, rows and pointers of the page. " +
		"Before: the same search without packs.";
	return { title: "Today", note, figures };
}
