import { log } from "../platform/logger.ts";
import { measure } from "../platform/metrics.ts";
import { dayMs } from "../time/model.ts";
import type { PackerDeps } from "./packer-deps.ts";
import { countTime } from "./read-time.ts";
import type { Run } from "./run.ts";
import type { Survey } from "./survey.ts";

const maxMarks = 1000;

/** Counts the records of one pack's stretch in the table, another one's each day. Where the table has more or fewer, the pack is broken. */
export async function countPack(
	deps: Pick<PackerDeps, "packReader" | "callHistoryReader">,
	{ tenantId, broken, recountAfterMs }: Run,
	{ now, packs, formerChanges, changes, contents, judgement }: Survey,
): Promise<void> {
	const countable = packs.filter(({ pack }) => judgement.isCountable(pack) && !broken.has(pack.name));
	const chosen = countable[Math.floor(now / dayMs) % Math.max(1, countable.length)];
	if (!chosen) return;
	const { pack, to } = chosen;
	const late = formerChanges.filter(({ calledAt }) => calledAt >= pack.from && calledAt < to).length;
	const expected = pack.rows - (changes.dead.get(pack.name)?.size ?? 0) + late;
	if ((await countTime(deps, tenantId, pack.from, to)) === expected) return;
	await new Promise((resolve) => setTimeout(resolve, recountAfterMs));
	const counted = await countTime(deps, tenantId, pack.from, to);
	if (counted === expected) return;
	// What has been written since the changes were: the table may have it in this stretch, and the pack not.
	const { marks, complete } = await deps.packReader.marksSince(tenantId, contents.watermark, maxMarks);
	if (!complete || marks.some(({ calledAt }) => calledAt >= pack.from && calledAt < to)) return;
	measure("a pack has another number of records than the table", { PackCountDifferences: 1 });
	log("error", "a pack has another number of records than the table", { tenantId, pack: pack.name, expected, counted });
	broken.add(pack.name);
}
