import { log } from "../platform/logger.ts";
import { measure } from "../platform/metrics.ts";
import { pause } from "../platform/pause.ts";
import { dayMs } from "../time/model.ts";
import type { PackerDeps } from "./packer-deps.ts";
import { countTime } from "./read-time.ts";
import type { Run } from "./run.ts";
import type { Survey } from "./survey.ts";

const maxMarks = 1000;
/** Each pack is counted about once in this many days; with few packs, none is counted on most days. */
const everyDays = 30;

/**
 * Counts the table's records in the stretch of one pack, a different one each time. If the numbers differ, the pack is
 * broken.
 */
export async function countPack(
	deps: Pick<PackerDeps, "packReader" | "callHistoryReader">,
	{ tenantId, broken, recountAfterMs }: Run,
	{ now, packs, formerChanges, changes, contents, judgement }: Survey,
): Promise<void> {
	const countable = packs.filter(({ pack }) => judgement.isCountable(pack) && !broken.has(pack.name));
	const turn = Math.floor(now / dayMs) / Math.max(1, Math.ceil(everyDays / Math.max(1, countable.length)));
	const chosen = Number.isInteger(turn) ? countable[turn % countable.length] : undefined;
	if (!chosen) return;
	const { pack, to } = chosen;
	const isWithin = ({ calledAt }: { calledAt: number }) => calledAt >= pack.from && calledAt < to;
	const late = formerChanges.filter(isWithin);
	// The pack does not list the batches of late records, so the table may have deleted these.
	const batchIds = late.flatMap(({ row }) => row?.batchId ?? []);
	if (!judgement.isCountable({ ...pack, batchIds })) return;
	const expected = pack.rows - (changes.dead.get(pack.name)?.size ?? 0) + late.length;
	const differs = async () => {
		const counted = await countTime(deps, tenantId, pack.from, to);
		if (counted === expected) return undefined;
		// Records written after the changes were read: the table may already have them, the pack does not.
		const { marks, complete } = await deps.packReader.marksSince(tenantId, contents.watermark, maxMarks);
		return complete && !marks.some(isWithin) ? counted : undefined;
	};
	if ((await differs()) === undefined) return;
	await pause(recountAfterMs);
	const counted = await differs();
	if (counted === undefined) return;
	measure("pack count differs", { PackCountDifferences: 1 });
	log("error", "pack count differs", { tenantId, pack: pack.name, expected, counted });
	broken.add(pack.name);
}
