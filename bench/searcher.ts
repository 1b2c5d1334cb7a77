import type { Account } from "../shared/directory/model.ts";
import { noContents, type Packed } from "../shared/pack/model.ts";
import { conditionsSchema } from "../shared/search/conditions-model.ts";
import { criteriaFor } from "../shared/search/criteria.ts";
import { createMatcher } from "../shared/search/matcher.ts";
import type { ApiResponse } from "../test/support/world.ts";
import type { Call } from "./calls.ts";
import type { Kind } from "./kinds.ts";
import { countRequests, noRequests, type Requests } from "./pack-files.ts";
import { type Watch, watchReads } from "./watch.ts";
import type { LoadedTenant } from "./world.ts";

export interface SearchCost extends Requests {
	answer: ApiResponse;
	/** Read units without the directory, the rows of the page (at most half a unit each) and their pointers. */
	readUnits: number;
	allReadUnits: number;
	trips: number;
	calls: number;
	/** The bytes read for call ids of rows. */
	callIdBytes: number;
}

/** Searches of a tenant, with all reads recorded. */
export function createSearcher(tenant: LoadedTenant) {
	const { world, tenantId, period } = tenant;
	const { packFiles, packReader } = world.deps;
	const requests = noRequests();
	let callIdBytes = 0;
	let packed: Packed | undefined;
	let usesPacks = true;
	world.deps.packFiles = countRequests(world.packs, requests, (objectKey, start, end) => {
		if (isWithinCallIds(packed, objectKey, start)) callIdBytes += end - start;
	});
	world.deps.packReader = {
		...packReader,
		load: async (id) => {
			packed = await packReader.load(id);
			return packed;
		},
	};
	const watch: Watch = watchReads(world.deps);

	return {
		/** @param more further parts of the request, such as a period */
		async search(conditions: Record<string, unknown>, more: Record<string, unknown> = {}): Promise<SearchCost> {
			watch.clear();
			Object.assign(requests, noRequests());
			callIdBytes = 0;
			const body = { period, ...conditions, ...more };
			const answer = await world.call("search-call-histories", { tenant: tenantId, body });
			if (answer.status !== 200) throw new Error(`the search answered ${answer.status} ${JSON.stringify(answer.body)}`);
			const { rcu, trips, calls } = answer.cost;
			const { directory, pages, rows, pointers } = watch;
			// Rows close together are read from an index instead of by id.
			const rowUnits = usesPacks ? Math.min(rows + pages, answer.body.rows.length / 2) : rows;
			return {
				...requests,
				answer,
				readUnits: rcu - directory - rowUnits - pointers,
				allReadUnits: rcu,
				trips,
				calls,
				callIdBytes,
			};
		},

		/** The same search without packs. */
		async withoutPacks<T>(work: () => Promise<T>): Promise<T> {
			const { load } = world.deps.packReader;
			usesPacks = false;
			world.deps.packReader.load = async () => ({ contents: noContents, version: 0, losses: new Map() });
			try {
				return await work();
			} finally {
				world.deps.packReader.load = load;
				usesPacks = true;
			}
		},

		stop(): void {
			watch.stop();
			Object.assign(world.deps, { packFiles, packReader });
		},
	};
}

function isWithinCallIds(packed: Packed | undefined, objectKey: string, start: number): boolean {
	const pack = packed?.contents.packs.find(({ name }) => objectKey.endsWith(`/${name}`));
	const [first = 0, end = 0] = pack?.parts.callId ?? [];
	return start >= first && start < end;
}

/** The hits among the plain records. */
export async function matching(
	{ world, tenantId, calls, period }: LoadedTenant,
	conditions: Kind["conditions"],
): Promise<Call[]> {
	const directory = await world.deps.directoryReader.load(tenantId);
	const account = directory.accounts.get("admin") as Account;
	const criteria = criteriaFor(account, directory, conditionsSchema.parse({ period, ...conditions }), world.clock.now);
	return criteria ? calls.filter(createMatcher(criteria, directory)) : [];
}
