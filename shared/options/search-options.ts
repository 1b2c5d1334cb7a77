import { authorize } from "../caller/authorize.ts";
import type { Caller } from "../caller/model.ts";
import type { ConditionOf } from "../condition/model.ts";
import { batchExpiresAt, type Directory, systemResults } from "../directory/model.ts";
import type { DirectoryReader } from "../directory/reader.ts";
import type { Packed } from "../pack/model.ts";
import { criteriaFor } from "../search/criteria.ts";
import { foldName } from "../text/model.ts";
import { dayMs, startOfJstDate } from "../time/model.ts";
import type { SearchOptions } from "./answer.ts";
import { boundOptions } from "./bound-options.ts";
import { findHeldIds, type RecordsDeps } from "./find-held-ids.ts";
import { noIds, noteIdsInTable } from "./held-ids.ts";

export interface OptionsDeps extends RecordsDeps {
	now: () => number;
	directoryReader: DirectoryReader;
}

/** Everything that is offered, before it is cut to the limit of an answer. */
type Choices = Omit<SearchOptions, "more">;

/** What a caller may be offered: ids, by the condition that they can be chosen for; undefined = all. */
type Offer = Partial<Record<ConditionOf<"ids">, ReadonlySet<string> | undefined>>;

/** The lists whose choices come from records. */
const ofRecords = ["customerLists", "callingGroups", "agents"] as const;

/** Which choices are requested; by default all. */
export interface Asked {
	/** These campaigns, with their results and batches. */
	campaignIds?: readonly string[] | undefined;
	/** Only choices whose name contains this text, folded like names. */
	query?: string | undefined;
}

/**
 * The contents of the drop-downs, as far as this caller may see them and an answer has room for them.
 * @throws AppError `forbidden`
 */
export async function getSearchOptions(
	deps: OptionsDeps,
	{ caller, asked = {} }: { caller: Caller; asked?: Asked },
): Promise<SearchOptions> {
	const [directory, packed] = await Promise.all([
		deps.directoryReader.load(caller.tenantId),
		deps.packReader.load(caller.tenantId),
	]);
	const { offer, whole } = await offerTo(deps, caller, directory, packed);
	const { campaignIds } = offer;
	const chosen = asked.campaignIds?.filter((id) => !campaignIds || campaignIds.has(id));
	const narrowed = { ...offer, campaignIds: chosen ? new Set(chosen) : campaignIds };
	return boundOptions(narrow(toOptions(directory, narrowed, deps.now()), asked.query), whole ? [] : ofRecords);
}

/**
 * An agent is offered what occurs in their own calls, a supervisor what occurs in the calls of their campaigns, and an
 * administrator everything.
 */
async function offerTo(
	deps: OptionsDeps,
	caller: Caller,
	directory: Directory,
	packed: Packed,
): Promise<{ offer: Offer; whole: boolean }> {
	const account = authorize(directory, caller);
	if (account.role === "admin") return { offer: {}, whole: true };
	const now = deps.now();
	const period = { from: earliestCall(directory), to: now + 1 };
	const criteria = criteriaFor(account, directory, { period }, now);
	const reach = criteria && { tenantId: caller.tenantId, criteria, directory };
	if (account.role === "agent") {
		const held = noIds();
		if (reach) await noteIdsInTable(deps, reach, [period], { held });
		return { offer: { ...held, agentIds: new Set([caller.accountId]) }, whole: true };
	}
	const { held, whole } = reach ? await findHeldIds(deps, reach, packed) : { held: noIds(), whole: true };
	const { customerListIds, callingGroupIds, agentIds } = held;
	const campaignIds = new Set(account.campaignIds);
	return { offer: { campaignIds, customerListIds, callingGroupIds, agentIds }, whole };
}

/**
 * Calls are made at most a year before their batch begins; each month of the index by time is a partition that costs a
 * read.
 */
function earliestCall({ batches }: Directory): number {
	const starts = [...batches.values()].map(({ startsOn }) => startOfJstDate(startsOn));
	return Math.min(...starts, Number.MAX_SAFE_INTEGER) - 365 * dayMs;
}

/** Keeps campaigns by their own names or one of their results, batches by their own names or their campaigns'. */
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
