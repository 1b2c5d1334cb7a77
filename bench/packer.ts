import { packDueTenants } from "../shared/pack/pack-due-tenants.ts";
import type { PackOptions } from "../shared/pack/pack-tenant.ts";
import type { PackerDeps } from "../shared/pack/packer-deps.ts";
import { metered } from "../shared/platform/meter.ts";
import type { World } from "../test/support/world.ts";
import { countRequests, noRequests, type Requests } from "./pack-files.ts";

/** The costs of packing so far. */
export interface PackingCost extends Requests {
	readUnits: number;
	writeUnits: number;
	calls: number;
	seconds: number;
	cpuSeconds: number;
}

export interface BenchPacker {
	deps: PackerDeps;
	/** @returns the costs since the previous call */
	takeCost(): PackingCost;
	/** Notes that something was written now, as writers do once per stretch and process. */
	note(tenantId: string): Promise<void>;
	/** Packs what is due at the world's current time. */
	run(options?: Partial<PackOptions>): Promise<string[]>;
	/** Removes all packs of a tenant. */
	clear(tenantId: string): Promise<void>;
}

/** A packer as in the cloud, with a world's table, clock and files. */
export function createBenchPacker(world: World): BenchPacker {
	const requests = noRequests();
	const deps: PackerDeps = { ...world.deps, packFiles: countRequests(world.packs, requests) };
	let cost = { readUnits: 0, writeUnits: 0, calls: 0, seconds: 0, cpuSeconds: 0 };

	function charge<T>(work: () => Promise<T>): Promise<T> {
		const begun = performance.now();
		const before = process.cpuUsage();
		return metered(async (spent) => {
			try {
				return await work();
			} finally {
				const { user, system } = process.cpuUsage(before);
				cost.readUnits += spent.readUnits;
				cost.writeUnits += spent.writeUnits;
				cost.calls += spent.calls;
				cost.cpuSeconds += (user + system) / 1e6;
				cost.seconds += (performance.now() - begun) / 1000;
			}
		});
	}

	return {
		deps,
		takeCost() {
			const taken = { ...cost, ...requests };
			cost = { readUnits: 0, writeUnits: 0, calls: 0, seconds: 0, cpuSeconds: 0 };
			Object.assign(requests, noRequests());
			return taken;
		},
		note: (tenantId) => charge(() => world.deps.packNotes.written(tenantId, world.clock.now)),
		run: (options) => charge(() => packDueTenants(deps, { recountAfterMs: 1, ...options })),
		async clear(tenantId) {
			await deps.packs.clear(tenantId);
			await world.packs.deleteAll(`${tenantId}/`);
		},
	};
}
