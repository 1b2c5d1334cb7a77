import { isTenantThere } from "../directory/is-tenant-there.ts";
import { log } from "../platform/logger.ts";
import { absorbMarks, type Change, type Changes, changesWithin, noChanges, readAgain, readChanges } from "./changes.ts";
import { createJudgement, type Judgement } from "./judgement.ts";
import { type Contents, type PackRow, packableUntil, packsAfterMs } from "./model.ts";
import { type NamedPack, namePacks } from "./named-pack.ts";
import type { PackerDeps } from "./packer-deps.ts";
import { readTime } from "./read-time.ts";
import type { Mark } from "./reader.ts";
import type { Run } from "./run.ts";
import { sweepObjects } from "./sweep-objects.ts";

/** Everything known before a portion writes anything. */
export interface Survey {
	/** The start of the portion; the table is read after it. */
	now: number;
	contents: Contents;
	version: number;
	judgement: Judgement;
	/** Each with the end of its stretch. */
	packs: { pack: NamedPack; to: number }[];
	/** The pack that the changes were read from. */
	changesPack: NamedPack | undefined;
	changes: Changes;
	/** The changes that an earlier portion wrote. */
	formerChanges: Change[];
	/** The next contents' watermark, and whether everything before it was read. */
	watermark: number;
	marksComplete: boolean;
	/** What to pack after the last pack. */
	open: { from: number; to: number; pages: AsyncIterable<PackRow[]> | undefined };
	/** Whether `open` has anything to pack. */
	follows: boolean;
}

/** @returns undefined if the tenant is gone */
export async function survey(deps: PackerDeps, run: Run): Promise<Survey | undefined> {
	const { tenantId } = run;
	const now = deps.now();
	const [directory, { contents, version, losses }] = await Promise.all([
		deps.directoryReader.load(tenantId),
		deps.packReader.load(tenantId),
	]);
	if (!directory.tenant && !(await isTenantThere(deps, tenantId))) return undefined;
	const judgement = createJudgement(directory, losses, now);
	const named = namePacks(contents);
	const packs = named.map((pack, place) => ({ pack, to: named[place + 1]?.from ?? contents.packedUntil }));
	if (!run.swept) {
		const { missing, leftUntil } = await sweepObjects(deps, tenantId, contents, now);
		run.swept = { leftUntil };
		for (const name of missing) run.broken.add(name);
	}
	for (const pack of named) if (judgement.isDistrusted(pack)) run.broken.add(pack.name);

	const [changesPack] = contents.changes ? namePacks({ ...contents, packs: [contents.changes] }) : [];
	const readable = changesPack ? await readChanges(deps, tenantId, changesPack) : noChanges(now);
	if (!readable) log("error", "the changes pack is unreadable; changes are found by their marks", { tenantId });
	// Without the changes, all marks have to be read again.
	const changes = readable ?? { ...noChanges(now), written: false };
	const formerChanges = [...changes.byCallId.values()];
	if (changesPack && judgement.isDistrusted(changesPack)) await readAgain(deps, tenantId, changes, now);
	const from = named.length > 0 ? contents.packedUntil : 0;
	const to = Math.max(contents.packedUntil, packableUntil(now));
	const formerWatermark = readable ? contents.watermark : 0;
	const { marks, watermark, complete } = await readMarks(deps, run, formerWatermark, now - packsAfterMs);
	await absorbMarks(
		deps,
		tenantId,
		changes,
		marks.filter(({ calledAt }) => calledAt < to),
	);

	const pages = await unlessEmpty(readTime(deps, tenantId, from, to));
	const follows = pages !== undefined || changesWithin(changes, from, to).length > 0;
	return {
		now,
		contents,
		version,
		judgement,
		packs,
		changesPack,
		changes,
		formerChanges,
		watermark,
		marksComplete: complete,
		open: { from, to, pages },
		follows,
	};
}

/** A portion of the marks, and the moment up to which it is complete. */
async function readMarks(
	{ packReader }: PackerDeps,
	{ tenantId, sizes }: Run,
	from: number,
	until: number,
): Promise<{ marks: Mark[]; watermark: number; complete: boolean }> {
	const end = Math.max(from, until);
	const { marks, complete } = await packReader.marksSince(tenantId, from, sizes.marksAtOnce, end);
	const last = marks.at(-1)?.markedAt ?? from;
	if (complete) return { marks, watermark: end, complete };
	if (last > from) return { marks, watermark: last, complete };
	// A single moment has more marks than a portion; they can only be read all at once.
	const all = await packReader.marksSince(tenantId, from, Number.MAX_SAFE_INTEGER, from + 1);
	return { marks: all.marks, watermark: from + 1, complete };
}

async function unlessEmpty<T>(pages: AsyncGenerator<T>): Promise<AsyncIterable<T> | undefined> {
	const first = await pages.next();
	if (first.done) return undefined;
	return (async function* () {
		yield first.value;
		yield* pages;
	})();
}
