import { fitting, weightOf } from "../page/model.ts";
import type { OptionList, SearchOptions } from "./answer.ts";

/** As measured by {@link weightOf}: five lists and the results together stay below the limit of an answer. */
const maxListBytes = 500_000;
const maxResultsBytes = 2_000_000;

type Unbounded = Omit<SearchOptions, "more">;

/**
 * Cuts each list that would be too large, and reports which have more. Results are those of the first campaigns, as far
 * as they fit.
 * @param incomplete lists that have more in any case
 */
export function boundOptions(options: Unbounded, incomplete: readonly OptionList[]): SearchOptions {
	const more = new Set(incomplete);
	const cut = <T>(list: OptionList, entries: readonly T[], maxBytes = maxListBytes): T[] => {
		const first = maxBytes > 0 ? fitting(entries, maxBytes) : [];
		if (first.length < entries.length) more.add(list);
		return first;
	};
	const named = cut(
		"campaigns",
		options.campaigns.map((campaign) => ({ ...campaign, results: [] })),
	);
	let room = maxResultsBytes;
	const campaigns = options.campaigns.slice(0, named.length).map((campaign) => {
		const results = cut("results", campaign.results, room);
		room -= results.length > 0 ? weightOf(results) : 0;
		return { ...campaign, results };
	});
	if (options.campaigns.slice(named.length).some(({ results }) => results.length > 0)) more.add("results");
	return {
		campaigns,
		batches: cut("batches", options.batches),
		customerLists: cut("customerLists", options.customerLists),
		callingGroups: cut("callingGroups", options.callingGroups),
		agents: cut("agents", options.agents),
		systemResults: options.systemResults,
		more: [...more],
	};
}
