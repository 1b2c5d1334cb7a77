import { fitting, weightOf } from "../page/model.ts";
import type { OptionList, SearchOptions } from "./answer.ts";

/** As {@link weightOf} weighs: five lists and the results stay below what an answer may have. */
const maxListBytes = 500_000;
const maxResultsBytes = 2_000_000;

type Unbounded = Omit<SearchOptions, "more">;

/**
 * Cuts each list where it would be too large, and says which go on. Results are those of the first campaigns, as far as
 * they fit.
 * @param goOn lists that are longer in any case
 */
export function boundOptions(options: Unbounded, goOn: readonly OptionList[]): SearchOptions {
	const more = new Set(goOn);
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
