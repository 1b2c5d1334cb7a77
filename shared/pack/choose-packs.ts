import { changesWithin } from "./changes.ts";
import { findDeadRows } from "./find-dead-rows.ts";
import { currentLayout } from "./layout.ts";
import type { PackerDeps } from "./packer-deps.ts";
import { type Plan, planPacks } from "./plan.ts";
import type { Run } from "./run.ts";
import type { Survey } from "./survey.ts";

/** Which packs a portion rebuilds, as far as this is known without reading any. */
export function choosePacks({ broken, sizes }: Run, { packs, changes, judgement, follows }: Survey): Plan {
	const states = packs.map(({ pack, to }) => ({
		rows: pack.rows,
		changed: Math.max(changes.dead.get(pack.name)?.size ?? 0, changesWithin(changes, pack.from, to).length),
		broken: broken.has(pack.name) || pack.layout !== currentLayout,
		goneShare: judgement.goneShare(pack, to),
	}));
	return planPacks(states, { follows, changes: changes.byCallId.size, sizes });
}

/** Finds the rows that new changes replace in packs that are kept; packs that turn out to be unreadable are rebuilt. */
export async function settleChanges(deps: Pick<PackerDeps, "packFiles">, run: Run, seen: Survey): Promise<Plan> {
	for (;;) {
		const plan = choosePacks(run, seen);
		const kept = seen.packs.filter(({ pack }, place) => !plan.chosen.has(place) && !run.broken.has(pack.name));
		const unreadable = await findDeadRows(deps, run.tenantId, seen.changes, kept);
		if (unreadable.length === 0) return plan;
		for (const name of unreadable) run.broken.add(name);
	}
}
