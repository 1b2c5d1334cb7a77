import type { Section } from "./figures.ts";
import { measurePackedCpu } from "./packed-cpu.ts";
import { measurePackedSearches } from "./packed-search.ts";
import { createBenchPacker } from "./packer.ts";
import { measureCorrections, measurePacking } from "./packing.ts";
import { measureQuietTenants } from "./quiet-tenants.ts";
import { measureSmallTenant, measureToday } from "./small-tenant.ts";
import { measureStored } from "./stored.ts";
import type { LoadedTable } from "./world.ts";

/** Packed history: searching, packing and storing, with bounds and earlier figures. */
export async function measurePacked({ day, large, small, busy }: LoadedTable): Promise<Section[]> {
	const packer = createBenchPacker(large.world);
	const packing = await measurePacking(large, packer);
	return [
		...(await measurePackedSearches(large)),
		await measurePackedCpu(large, day.endpoint),
		...packing,
		// Last, because it changes memos.
		await measureCorrections(large, packer),
		await measureSmallTenant(small),
		await measureToday(busy),
		await measureQuietTenants(),
		measureStored(day),
	];
}
