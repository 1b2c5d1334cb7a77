import { isTenantThere } from "../directory/is-tenant-there.ts";
import { log } from "../platform/logger.ts";
import { jstDate } from "../time/model.ts";
import { choosePacks, settleChanges } from "./choose-packs.ts";
import { countPack } from "./count-pack.ts";
import { placePacks } from "./named-pack.ts";
import { objectKeyOf, runName } from "./pack-files.ts";
import type { PackerDeps } from "./packer-deps.ts";
import { type PackSizes, packSizes } from "./plan.ts";
import type { Run } from "./run.ts";
import { type Survey, survey } from "./survey.ts";
import { deleteObjects, namesOf } from "./sweep-objects.ts";
import { type Written, writePortion } from "./write-portion.ts";

export interface PackOptions {
	/** No portion is started after this moment. */
	deadline: number;
	sizes?: PackSizes;
	recountAfterMs?: number;
}

/** The result of a run. */
export interface PackOutcome {
	/** Whether everything was packed that was due when it started. */
	done: boolean;
	/** Records in the packs that it wrote. */
	records: number;
	/** When the tenant must be checked again even without further writes. */
	wakeAt: number | undefined;
}

/** Searches that began before a switch still read the former objects. */
const retiredForMs = 600_000;
/** When retired objects are deleted if there is nothing else to do; usually they go with the next run. */
const retiredAtLastMs = 3_600_000;

/**
 * Packs a tenant's records, portion by portion. If it is stopped at any point, packed history is as it was after the
 * last portion, and a later run removes what was written since.
 */
export async function packTenant(deps: PackerDeps, tenantId: string, options: PackOptions): Promise<PackOutcome> {
	const name = runName(deps.now(), deps.newId());
	let objects = 0;
	const run: Run = {
		tenantId,
		sizes: options.sizes ?? packSizes,
		recountAfterMs: options.recountAfterMs ?? 2000,
		nextName: () => `${name}-${objects++}`,
		broken: new Set(),
		swept: undefined,
	};
	let records = 0;
	for (;;) {
		const portion = await packPortion(deps, run);
		records += portion.records;
		const { done, wakeAt } = portion;
		if (!portion.more) return { done, records, wakeAt };
		if (deps.now() >= options.deadline) return { done: false, records, wakeAt: deps.now() };
	}
}

async function packPortion(deps: PackerDeps, run: Run): Promise<PackOutcome & { more: boolean }> {
	const { tenantId } = run;
	const seen = await survey(deps, run);
	if (!seen) return removeAll(deps, tenantId);
	const { contents, version, now } = seen;
	const oldestRetired = Math.min(...contents.retired.map(({ at }) => at));
	const idle =
		!seen.follows &&
		seen.changes.written &&
		choosePacks(run, seen).chosen.size === 0 &&
		oldestRetired + retiredAtLastMs > now;
	if (idle) return { done: true, more: false, records: 0, wakeAt: wakeAt(run, seen, contents.retired) };

	const today = jstDate(now);
	if (contents.countedOn !== today) await countPack(deps, run, seen);
	const { chosen, left } = await settleChanges(deps, run, seen);
	const written = await writePortion(deps, run, seen, chosen);

	const over = contents.retired.filter(({ at }) => at + retiredForMs < now).map(({ name }) => name);
	await deleteObjects(deps, tenantId, over);
	const at = deps.now();
	const retired = [
		...contents.retired.filter(({ name }) => !over.includes(name)),
		...written.replaced.map((name) => ({ name, at })),
	];
	const { packedUntil } = written;
	const next = {
		...placePacks(written.packs, written.changesPack),
		packedUntil,
		watermark: seen.watermark,
		retired,
		countedOn: today,
	};
	if (!(await deps.packs.switchTo(tenantId, next, version))) {
		await deleteUnnamed(deps, tenantId, written.added);
		if (!(await isTenantThere(deps, tenantId))) return removeAll(deps, tenantId);
		log("warn", "another run packed the tenant meanwhile", { tenantId });
		return { done: false, more: false, records: 0, wakeAt: deps.now() };
	}
	for (const name of written.replaced) run.broken.delete(name);
	const more = written.stopped || left || !seen.marksComplete || run.broken.size > 0;
	return { done: true, more, records: written.records, wakeAt: wakeAt(run, after(seen, written), retired) };
}

/**
 * Deletes the objects of a refused switch, unless it took effect after all and another run has continued from there.
 */
async function deleteUnnamed(deps: PackerDeps, tenantId: string, names: readonly string[]): Promise<void> {
	const named = namesOf((await deps.packReader.load(tenantId)).contents);
	await deleteObjects(
		deps,
		tenantId,
		names.filter((name) => !named.has(name)),
	);
}

function after(
	seen: Survey,
	{ packs, packedUntil, changesPack }: Written,
): Pick<Survey, "judgement" | "packs" | "changesPack"> {
	const ended = packs.map((pack, place) => ({ pack, to: packs[place + 1]?.from ?? packedUntil }));
	return { judgement: seen.judgement, packs: ended, changesPack };
}

function wakeAt(
	{ swept }: Run,
	{ judgement, packs, changesPack }: Pick<Survey, "judgement" | "packs" | "changesPack">,
	retired: Survey["contents"]["retired"],
): number | undefined {
	const all = changesPack ? [...packs, { pack: changesPack, to: packs.at(-1)?.to ?? 0 }] : packs;
	const moments = [
		...retired.map(({ at }) => at + retiredAtLastMs),
		judgement.looksAgainAt(all),
		swept?.leftUntil,
	].filter((moment) => moment !== undefined);
	return moments.length > 0 ? Math.min(...moments) : undefined;
}

/** Nothing of a removed tenant remains, whatever was being written at the time. */
async function removeAll(deps: PackerDeps, tenantId: string): Promise<PackOutcome & { more: boolean }> {
	await deps.packFiles.deleteAll(objectKeyOf(tenantId, ""));
	await deps.packs.clear(tenantId);
	log("info", "a removed tenant is no longer packed", { tenantId });
	return { done: true, more: false, records: 0, wakeAt: undefined };
}
