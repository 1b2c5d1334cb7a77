import type { SearchOptions } from "../../../shared/options/answer.ts";

const collator = new Intl.Collator("ja", { numeric: true });

/** The known choices merged with further ones: each once, as in the latest answer. */
export function addOptions(known: SearchOptions, more: SearchOptions): SearchOptions {
	const before = new Map(known.campaigns.map((campaign) => [campaign.campaignId, campaign.results]));
	const campaigns = more.campaigns.map((campaign) => ({
		...campaign,
		results: join(before.get(campaign.campaignId) ?? [], campaign.results, ({ resultId }) => resultId),
	}));
	return {
		...known,
		campaigns: byName(join(known.campaigns, campaigns, ({ campaignId }) => campaignId)),
		batches: byName(join(known.batches, more.batches, ({ batchId }) => batchId)),
		customerLists: byName(join(known.customerLists, more.customerLists, ({ customerListId }) => customerListId)),
		callingGroups: byName(join(known.callingGroups, more.callingGroups, ({ callingGroupId }) => callingGroupId)),
		agents: byName(join(known.agents, more.agents, ({ accountId }) => accountId)),
	};
}

function join<T>(known: readonly T[], more: readonly T[], idOf: (entry: T) => string): T[] {
	return [...new Map([...known, ...more].map((entry) => [idOf(entry), entry])).values()];
}

function byName<T extends { name: string }>(entries: T[]): T[] {
	return entries.sort((a, b) => collator.compare(a.name, b.name));
}
