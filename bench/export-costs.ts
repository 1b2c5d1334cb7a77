import { exportPartition } from "../shared/export/export-partition.ts";
import { planExport } from "../shared/export/plan-export.ts";
import { metered } from "../shared/platform/meter.ts";
import { type Conditions, conditionsSchema } from "../shared/search/conditions-model.ts";
import { criteriaFor } from "../shared/search/criteria.ts";
import { pushDown } from "../shared/search/filter.ts";
import { createMatcher } from "../shared/search/matcher.ts";
import { choosePath } from "../shared/search/path.ts";
import { scanAll } from "../shared/search/scan.ts";
import type { Figure, Section } from "./figures.ts";
import type { LoadedDay } from "./world.ts";

/** A pointer, read eventually consistent. */
const unitsPerGet = 0.5;

/** What an export reads, compared with the interactive search without its limit. */
export async function measureExportCosts(day: LoadedDay): Promise<Section> {
	const searches: [what: string, conditions: object][] = [
		["no conditions", {}],
		["a rare combination, one in 430", { resultIds: ["c01-absent"], agentIds: ["ag03"] }],
		["a word of the memo", { memo: "蓄電池" }],
	];
	const figures: Figure[] = [];
	for (const [what, more] of searches) {
		const conditions = conditionsSchema.parse({ period: day.period, ...more });
		figures.push({
			what,
			unit: "RCU",
			value: await exportUnits(day, { period: day.period, ...more }),
			floor: await interactiveUnits(day, conditions),
			bound: { ratio: 1 },
			exact: true,
		});
	}
	const note =
		"Of 100,000 records. Floor: what the interactive search would read for all hits: the directory, its pages, and " +
		"the pointers of its rows.";
	return { title: "Export: read units", note, figures };
}

async function exportUnits({ world }: LoadedDay, conditions: object): Promise<number> {
	const { body } = await world.call("create-async-search", { body: { conditions } });
	const run = { tenantId: "acme", accountId: "admin", asyncSearchId: body.asyncSearchId, run: 1 };
	await world.deps.asyncSearches.markProcessing(run, world.clock.now);
	const units = await metered(async (cost) => {
		const { partitions } = await planExport(world.deps, { run });
		for (const partition of partitions) await exportPartition(world.deps, { run, partition });
		return cost.readUnits;
	});
	await world.call("delete-async-search", { path: { asyncSearchId: run.asyncSearchId } });
	return units;
}

async function interactiveUnits({ world }: LoadedDay, conditions: Conditions): Promise<number> {
	return metered(async (cost) => {
		const directory = await world.deps.directoryReader.load("acme");
		const account = directory.accounts.get("admin");
		const criteria = account && criteriaFor(account, directory, conditions, world.clock.now);
		if (!criteria) throw new Error("the bench has no administrator");
		const path = choosePath("acme", criteria, directory);
		const { hits } = await scanAll(
			{
				tenantId: "acme",
				path,
				pushedDown: pushDown(criteria, path.index),
				newestFirst: true,
				matches: createMatcher(criteria, directory),
				readPage: world.deps.callHistoryReader.readPage,
			},
			Number.POSITIVE_INFINITY,
			Number.POSITIVE_INFINITY,
		);
		// Rows of the answer include whether they may be corrected.
		const pointers = new Set(hits.map(({ batchId, customerId }) => `${batchId} ${customerId}`)).size;
		return cost.readUnits + pointers * unitsPerGet;
	});
}
