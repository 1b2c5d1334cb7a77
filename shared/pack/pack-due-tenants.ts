import { log } from "../platform/logger.ts";
import { measure } from "../platform/metrics.ts";
import { inScope } from "../platform/scope.ts";
import { type PackOptions, type PackOutcome, packTenant } from "./pack-tenant.ts";
import type { PackerDeps } from "./packer-deps.ts";
import type { DueWork } from "./packs.ts";

/** How long a run may take; a function that is stopped after a quarter of an hour has come to an end by then. */
const budgetMs = 600_000;
const leaseMs = 900_000;
const tenantsAtOnce = 2;
/** Notes that one run looks at. */
const notesAtOnce = 10_000;
const triedAgainAfterMs = 3_600_000;

/**
 * Packs what is due, tenant by tenant, two at a time. Tenants with nothing to pack cost nothing.
 * @returns the tenants that it has packed
 */
export async function packDueTenants(deps: PackerDeps, options: Partial<PackOptions> = {}): Promise<string[]> {
	const start = deps.now();
	const deadline = options.deadline ?? start + budgetMs;
	const due = shuffled(await deps.packs.due(start, notesAtOnce));
	const open = new Set(due);
	const packed: string[] = [];
	let records = 0;
	const work = due.values();
	const packNext = async () => {
		for (const next of work) {
			if (deps.now() >= deadline) return;
			const outcome = await packOne(deps, next, { ...options, deadline });
			records += outcome?.records ?? 0;
			if (!outcome?.done) continue;
			open.delete(next);
			packed.push(next.tenantId);
		}
	};
	await Promise.all(Array.from({ length: tenantsAtOnce }, packNext));
	const waiting = [...open].flatMap(({ dueAt }) => dueAt ?? []);
	const lag = waiting.length > 0 ? Math.max(0, deps.now() - Math.min(...waiting)) / 1000 : 0;
	measure("packed", { PackedRecords: records, PackingLagSeconds: lag }, { tenants: packed.length, waiting: open.size });
	return packed;
}

/** @returns undefined if another run is packing it, or it has failed */
function packOne(deps: PackerDeps, work: DueWork, options: PackOptions): Promise<PackOutcome | undefined> {
	const { tenantId, stretches } = work;
	const holder = deps.newId();
	return inScope({ correlationId: holder, tenantId }, async () => {
		const now = deps.now();
		let wakeAt: number | undefined = now + triedAgainAfterMs;
		let held = false;
		try {
			held = await deps.packs.hold(tenantId, holder, now, now + leaseMs);
			if (!held) return undefined;
			const outcome = await packTenant(deps, tenantId, options);
			if (outcome.done) await deps.packs.settle(tenantId, stretches);
			wakeAt = outcome.wakeAt;
			return outcome;
		} catch (error) {
			log("error", "a tenant was not packed", { error });
			return undefined;
		} finally {
			if (held) await release(deps, tenantId, holder, wakeAt);
		}
	});
}

/** Where it fails, the tenant is due when the time is over for which it was held. */
async function release({ packs }: PackerDeps, tenantId: string, holder: string, wakeAt: number | undefined) {
	try {
		await packs.release(tenantId, holder, wakeAt);
	} catch (error) {
		log("error", "a tenant stays held", { error });
	}
}

/** So that two runs at one time mostly do not want the same. */
function shuffled<T>(things: readonly T[]): T[] {
	return things
		.map((thing) => ({ thing, place: Math.random() }))
		.sort((a, b) => a.place - b.place)
		.map(({ thing }) => thing);
}
