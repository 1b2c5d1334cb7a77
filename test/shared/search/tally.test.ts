import { expect, test } from "vitest";
import type { CallHistoryEntry } from "../../../shared/call-history/model.ts";
import type { PackRow } from "../../../shared/pack/model.ts";
import { facets } from "../../../shared/search/facet-model.ts";
import { Tally } from "../../../shared/search/tally.ts";
import { openPackOf } from "../../support/open-packs.ts";
import { makeCalls } from "../../support/records.ts";

const midnight = Date.parse("2026-11-20T00:00:00+09:00");

test.each([
	["few values", {}],
	["more pairs of values than one array counts", { agents: 1100, results: 1100 }],
	["no values", { agents: 0, results: 0 }],
])(
	"counts the rows of a pack like their records: %s",
	async (_, { agents, results }: { agents?: number; results?: number }) => {
		const calls = makeCalls({ count: 1200, from: midnight, to: midnight + 9 * 86_400_000 });
		const idOf = (name: string, index: number, of: number) => (of === 0 ? undefined : `${name}${index % of}`);
		const entries: CallHistoryEntry[] = calls.map((call, index) => ({
			...call,
			...(agents === undefined ? {} : { agentId: idOf("ag", index, agents) }),
			...(results === undefined ? {} : { resultId: idOf("r", index, results) }),
		}));
		const { open } = await openPackOf(entries as PackRow[]);
		const rows = entries.map((_, row) => row).filter((row) => row % 7 > 0);
		const [ofRows, ofEntries] = [new Tally(facets), new Tally(facets)];
		await ofRows.addRows(open, rows);
		for (const row of rows) ofEntries.add(entries[row] as CallHistoryEntry);
		expect(ofRows.counts).toEqual(ofEntries.counts);
		expect(ofRows.counts.size).toBe(36);
	},
);
