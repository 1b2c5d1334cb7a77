import { storedLatest } from "../local/demo/stored-item.ts";
import { batchIndex, type IndexName, indexes } from "../shared/call-history/schema.ts";
import type { Item } from "../shared/platform/dynamodb.ts";
import { tableKey } from "../shared/platform/keys.ts";
import { entryBytes, itemBytes } from "../test/support/bulk-load.ts";
import type { Figure, Section } from "./figures.ts";
import type { LoadedDay, StoredCall } from "./world.ts";

/** DynamoDB's overhead for each stored item and index entry. */
const overheadBytes = 100;

/** What the table stores for a call: the record, its index entries, and the pointer to it. */
export function measureStored({ calls }: LoadedDay): Section {
	const kinds: Record<string, (stored: StoredCall) => number> = {
		record: ({ item }) => itemBytes(item),
		...Object.fromEntries(
			(Object.keys(indexes) as IndexName[]).map((name) => [
				name,
				// Calls without an agent are not in the index by agent.
				({ call, item }: StoredCall) => (name === "by-agent" && !call.agentId ? 0 : entryBytes(item, name)),
			]),
		),
		[batchIndex.name]: ({ item }) => itemBytes(pick(item, [tableKey.pk, tableKey.sk, batchIndex.pk, batchIndex.sk])),
		pointer: ({ call }) => itemBytes(storedLatest(call)),
	};
	const mean = (of: (stored: StoredCall) => number) =>
		calls.reduce((sum, stored) => sum + of(stored), 0) / calls.length;
	const withOverhead = (bytes: number) => (bytes === 0 ? 0 : bytes + overheadBytes);
	const figures = Object.entries(kinds).map(
		([what, bytes]): Figure => ({ what, unit: "bytes", value: mean((stored) => withOverhead(bytes(stored))) }),
	);
	const answered = calls.filter(({ call }) => call.agentId && call.memo);
	const all = (stored: StoredCall) => Object.values(kinds).reduce((sum, bytes) => sum + withOverhead(bytes(stored)), 0);
	const meanOfAnswered = answered.reduce((sum, stored) => sum + all(stored), 0) / answered.length;
	return {
		title: "Stored in the table",
		note:
			"Mean bytes per call, as DynamoDB bills them: names and values, and 100 for each item and index entry. Each " +
			"call is counted with its own pointer, although the calls of a customer in a batch share one. Packs are in S3.",
		figures: [
			...figures,
			{ what: "in total", unit: "bytes", value: mean(all), today: storedToday.all },
			{
				what: "in total, of calls with an agent and a memo",
				unit: "bytes",
				value: meanOfAnswered,
				today: storedToday.answered,
				bound: { value: 2400 },
				exact: true,
			},
		],
	};
}

/** The same calls as formerly stored: five indexes, four of them with whole rows. */
const storedToday = { all: 2351, answered: 2744 };

function pick(item: Item, names: readonly string[]): Item {
	return Object.fromEntries(Object.entries(item).filter(([name]) => names.includes(name)));
}
