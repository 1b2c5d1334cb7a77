import type { CallHistoryEntry } from "../shared/call-history/model.ts";
import type { Account } from "../shared/directory/model.ts";
import { criteriaFor } from "../shared/search/criteria.ts";
import { createMatcher } from "../shared/search/matcher.ts";
import { searchSchema } from "../shared/search/model.ts";
import { type Figure, type Section, takeTurns } from "./figures.ts";
import type { LoadedDay } from "./world.ts";

const conditions = {
	"name and result": { name: "長谷川", resultIds: ["c01-contract", "c01-refused"] },
	memo: { memo: "他社" },
	"memo without hits": { memo: "ｷｬﾝﾍﾟｰﾝ" },
	"keyword of two words": { keyword: "ｻﾄｳ 成約" },
	"keyword without hits": { keyword: "見当たらない" },
};

/** CPU per record of the matcher, the one definition of a hit. */
export async function measureMatchers(
	{ world, period }: LoadedDay,
	entries: readonly CallHistoryEntry[],
): Promise<Section> {
	const now = world.deps.now();
	const directory = await world.deps.directoryReader.load("acme");
	const account = directory.accounts.get("admin") as Account;
	const matches = (given: object) => {
		const criteria = criteriaFor(account, directory, searchSchema.parse({ period, ...given }), now);
		if (!criteria) throw new Error("these conditions match nothing");
		const matcher = createMatcher(criteria, directory);
		return () => entries.filter(matcher);
	};
	const ways: Record<string, () => unknown> = {
		floor: () => entries.filter(({ memo = "" }) => memo.includes("見当たらない")),
		...Object.fromEntries(Object.entries(conditions).map(([what, given]) => [what, matches(given)])),
	};
	const { floor, ...taken } = await takeTurns(entries.length, ways);
	const figures = Object.entries(taken).map(([what, value]): Figure => ({ what, unit: "µs", value, floor }));
	const note = "CPU per record; median. Floor: one `includes` over the memo as stored, without folding.";
	return { title: "CPU of matching", note, figures };
}
