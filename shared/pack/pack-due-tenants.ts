import { log } from "../platform/logger.ts";
import { measure } from "../platform/metrics.ts";
import { inScope } from "../platform/scope.ts";
import { type PackOptions, type PackOutcome, packTenant } from "./pack-tenant.ts";
import type { PackerDeps } from "./packer-deps.ts";
import type { DueWork } from "./packs.ts";

/** How long a run may take; by then Lambda has stopped the function anyway. */
const budgetMs = 600_000;
const leaseMs = 900_000;
const tenantsAtOnce = 2;
/** How many notes one run reads. */
const notesAtOnce = 10_000;
const retryAfterMs = 3_600_000;

/**
 * Packs what is due, tenant by tenant, two at a time. Tenants with nothing to pack cost nothing.
 * @returns the tenants that were packed
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

/** @returns undefined if another run is packing the tenant, or if packing failed */
function packOne(deps: PackerDeps, work: DueWork, options: PackOptions): Promise<PackOutcome | undefined> {
	const { tenantId, stretches } = work;
	const holder = deps.newId();
	return inScope({ correlationId: holder, tenantId }, async () => {
		const now = deps.now();
		let wakeAt: number | undefined = now + retryAfterMs;
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

/** If it fails, the tenant becomes due again when the hold expires. */
async function release({ packs }: PackerDeps, tenantId: string, holder: string, wakeAt: number | undefined) {
	try {
		await packs.release(tenantId, holder, wakeAt);
	} catch (error) {
		log("error", "a tenant could not be released", { error });
	}
}

/** So that concurrent runs rarely compete for the same tenant. */
function shuffled<T>(things: readonly T[]): T[] {
	return things
		.map((thing) => ({ thing, place: Math.random() }))
		.sort((a, b) => a.place - b.place)
		.map(({ thing }) => thing);
}
