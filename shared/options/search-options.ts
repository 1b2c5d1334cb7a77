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
import { foldName } from "../text/model.ts";
import type { SearchOptions } from "./answer.ts";
import { boundOptions } from "./bound-options.ts";

export type OptionsDeps = Pick<Deps, "now" | "directoryReader" | "callHistoryReader">;

/** All that is offered, before it is cut to what fits an answer. */
type Choices = Omit<SearchOptions, "more">;

/** What a caller may be offered: ids by the condition that they are chosen for; undefined = all. */
type Offer = Partial<Record<ConditionOf<"ids">, ReadonlySet<string> | undefined>>;

/** What of the choices is asked for; all where left out. */
export interface Asked {
	/** These campaigns, with their results and batches. */
	campaignIds?: readonly string[] | undefined;
	/** What holds this text in its name, folded as names are. */
	query?: string | undefined;
}

/**
 * The contents of the drop-downs, as far as this caller may see them and as far as they fit an answer: an agent is offered what
 * their own calls hold.
 * @throws AppError `forbidden`
 */
export async function getSearchOptions(
	deps: OptionsDeps,
	{ caller, asked = {} }: { caller: Caller; asked?: Asked },
): Promise<SearchOptions> {
	const directory = await deps.directoryReader.load(caller.tenantId);
	const offer = await offerTo(deps, caller, directory);
	const { campaignIds } = offer;
	const chosen = asked.campaignIds?.filter((id) => !campaignIds || campaignIds.has(id));
	const narrowed = { ...offer, campaignIds: chosen ? new Set(chosen) : campaignIds };
	return boundOptions(narrow(toOptions(directory, narrowed, deps.now()), asked.query));
}

async function offerTo(deps: OptionsDeps, caller: Caller, directory: Directory): Promise<Offer> {
	const account = authorize(directory, caller);
	if (account.role === "agent") return offerOfOwnCalls(deps, caller, directory);
	return { campaignIds: account.role === "supervisor" ? new Set(account.campaignIds) : undefined };
}

/** A campaign stays for its own name or for one of its results, a batch for its own name or its campaign's. */
function narrow(options: Choices, query = ""): Choices {
	const text = foldName(query);
	if (!text) return options;
	const holds = (name: string | undefined) => name !== undefined && foldName(name).includes(text);
	const byName = <T extends { name: string }>(list: readonly T[]) => list.filter(({ name }) => holds(name));
	const campaignNames = new Map(options.campaigns.map(({ campaignId, name }) => [campaignId, name]));
	return {
		campaigns: options.campaigns
			.map((campaign) => ({ ...campaign, results: campaign.results.filter(({ label }) => holds(label)) }))
			.filter(({ name, results }) => holds(name) || results.length > 0),
		batches: options.batches.filter(({ name, campaignId }) => holds(name) || holds(campaignNames.get(campaignId))),
		customerLists: byName(options.customerLists),
		callingGroups: byName(options.callingGroups),
		agents: byName(options.agents),
		systemResults: options.systemResults.filter(({ label }) => holds(label)),
	};
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

function toOptions(directory: Directory, offer: Offer, now: number): Choices {
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
