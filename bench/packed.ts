import type { Section } from "./figures.ts";
import { measurePackedCpu } from "./packed-cpu.ts";
import { measurePackedSearches } from "./packed-search.ts";
import { measurePacking } from "./packing.ts";
import { measureQuietTenants } from "./quiet-tenants.ts";
import { measureSmallTenant, measureToday } from "./small-tenant.ts";
import { measureStored } from "./stored.ts";
import type { LoadedTable } from "./world.ts";

/** Packed history: what is searched, packed and stored, each beside the bound and what it was before. */
export async function measurePacked({ day, large, small, busy }: LoadedTable): Promise<Section[]> {
	const { endpoint } = day;
	const packing = await measurePacking(large, endpoint);
	return [
		...(await measurePackedSearches(large)),
		await measurePackedCpu(large),
		...packing,
		await measureSmallTenant(small, endpoint),
		await measureToday(busy, endpoint),
		await measureQuietTenants(),
		measureStored(day),
	];
}
