import type { Directory } from "../../shared/directory/model.ts";

/** A tenant's master data: only the given parts. */
export function directoryOf(parts: Partial<Directory> = {}): Directory {
	return {
		tenant: undefined,
		accounts: new Map(),
		campaigns: new Map(),
		batches: new Map(),
		customerLists: new Map(),
		callingGroups: new Map(),
		mailAddresses: new Map(),
		...parts,
	};
}

/** A directory with one batch. */
export function directoryWith(batchId: string): Directory {
	const batch = { batchId, campaignId: "c01", name: "11月分", startsOn: "2026-11-01", endsOn: "2026-11-30" };
	return directoryOf({ batches: new Map([[batchId, batch]]) });
}
