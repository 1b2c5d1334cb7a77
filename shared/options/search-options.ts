import { authorize } from "../caller/authorize.ts";
import type { Caller } from "../caller/model.ts";
import { columnTable } from "../column/model.ts";
import { type ConditionOf, conditionsOf, conditionTable } from "../condition/model.ts";
import { batchExpiresAt, type Directory, systemResults } from "../directory/model.ts";
import type { Deps } from "../platform/deps.ts";
import { criteriaFor } from "../search/criteria.ts";
import { createMatcher } from "../search/matcher.ts";
import { choosePath } from "../search/path.ts";
import { scanAll } from "../search/scan.ts";
import type { SearchOptions } from "./answer.ts";

export type OptionsDeps = Pick<Deps, "now" | "directoryReader" | "callHistoryReader">;

/** What a caller may be offered: ids by the condition that they are chosen for; undefined = all. */
type Offer = Partial<Record<ConditionOf<"ids">, ReadonlySet<string> | undefined>>;

/**
 * The contents of the drop-downs, as far as this caller may see them: an agent is offered what their own calls hold.
 * @throws AppError `forbidden`
 */
export async function getSearchOptions(deps: OptionsDeps, { caller }: { caller: Caller }): Promise<SearchOptions> {
	const directory = await deps.directoryReader.load(caller.tenantId);
	const account = authorize(directory, caller);
	if (account.role === "agent") return toOptions(directory, await offerOfOwnCalls(deps, caller, directory), deps.now());
	const granted = account.role === "supervisor" ? new Set(account.campaignIds) : undefined;
	return toOptions(directory, { campaignIds: granted }, deps.now());
}

async function offerOfOwnCalls(deps: OptionsDeps, caller: Caller, directory: Directory): Promise<Offer> {
	const account = directory.accounts.get(caller.accountId);
	const period = { from: 0, to: deps.now() + 1 };
	const criteria = account && criteriaFor(account, directory, { period }, deps.now());
	if (!criteria) return { campaignIds: new Set() };
	const { hits } = await scanAll(
		{
			tenantId: caller.tenantId,
			path: choosePath(caller.tenantId, criteria, directory),
			pushedDown: { filter: undefined, exact: false },
			matches: createMatcher(criteria, directory),
			newestFirst: true,
			readPage: deps.callHistoryReader.readPage,
		},
		Number.POSITIVE_INFINITY,
		Number.POSITIVE_INFINITY,
	);
	const offer: Offer = {};
	for (const condition of conditionsOf("ids")) {
		const { of } = columnTable[conditionTable[condition].column];
		offer[condition] = new Set(hits.map((hit) => hit[of]).filter((id) => id !== undefined));
	}
	return { ...offer, agentIds: new Set([caller.accountId]) };
}

function toOptions(directory: Directory, offer: Offer, now: number): SearchOptions {
	const collator = new Intl.Collator("ja", { numeric: true });
	const offered = <T>(map: ReadonlyMap<string, T>, ids: ReadonlySet<string> | undefined): T[] =>
		[...map].filter(([id]) => !ids || ids.has(id)).map(([, value]) => value);
	const byName = <T extends { name: string }>(values: T[]) => values.sort((a, b) => collator.compare(a.name, b.name));
	const batches = offered(directory.batches, offer.batchIds).filter(
		(batch) => batchExpiresAt(batch) > now && (!offer.campaignIds || offer.campaignIds.has(batch.campaignId)),
	);
	const agents = offered(directory.accounts, offer.agentIds).filter((account) => account.role === "agent");
	return {
		campaigns: byName(offered(directory.campaigns, offer.campaignIds)),
		batches: batches
			.map(({ batchId, name, campaignId, startsOn, endsOn }) => ({ batchId, name, campaignId, startsOn, endsOn }))
			.sort((a, b) => (a.startsOn < b.startsOn ? 1 : a.startsOn > b.startsOn ? -1 : collator.compare(a.name, b.name))),
		customerLists: byName(offered(directory.customerLists, offer.customerListIds)),
		callingGroups: byName(offered(directory.callingGroups, offer.callingGroupIds)),
		agents: byName(agents.map(({ accountId, name, active }) => ({ accountId, name, active }))),
		systemResults: Object.entries(systemResults).map(([resultId, label]) => ({ resultId, label })),
	};
}
