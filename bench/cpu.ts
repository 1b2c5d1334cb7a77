import { decodeEntry } from "../shared/call-history/codec.ts";
import type { Item } from "../shared/platform/dynamodb.ts";
import { directEntry } from "./direct-entry.ts";
import { type Figure, type Section, takeTurns } from "./figures.ts";
import { measureMatchers } from "./matchers.ts";
import { electroWay, productWay, type Range, rangesOf, recordAnswer, sdkWay } from "./page-ways.ts";
import type { LoadedDay } from "./world.ts";

const recordCount = 5000;
const product = "the product: the SDK's transport, the product's own decoder";

/** CPU per record of a search's two parts: reading and matching. */
export async function measureCpu(day: LoadedDay): Promise<Section[]> {
	const ranges = rangesOf(day, recordCount);
	const answers: string[] = [];
	for (const range of ranges) answers.push(await recordAnswer(day, range));
	const itemsOf = (answer: string) => (JSON.parse(answer) as { Items: Item[] }).Items;
	const entries = answers.flatMap((answer) => itemsOf(answer).map((item) => decodeEntry(item, "acme")));
	const each = (read: (range: Range) => unknown) => async () => {
		for (const range of ranges) await read(range);
	};
	const { floor, ...taken } = await takeTurns(entries.length, {
		floor: () => answers.map((answer) => itemsOf(answer).map(directEntry)),
		[product]: each(productWay(day)),
		"the unmodified SDK client, direct access": each(sdkWay(day)),
		"ElectroDB's go()": each(electroWay(day)),
	});
	const figures = Object.entries(taken).map(([what, value]): Figure => ({ what, unit: "µs", value, floor }));
	const perSecond = Math.round(1e6 / (taken[product] ?? Number.NaN));
	figures.push({ what: "the product, per second of one core", unit: "records", value: perSecond });
	const note =
		`CPU per record of ${recordCount.toLocaleString("en")} in pages of about 1 MB, of this process only; median. ` +
		"Floor: JSON.parse of the same, previously recorded answers, and direct access to {S} and {N}, without transport.";
	return [{ title: "CPU of reading the index by time", note, figures }, await measureMatchers(day, entries)];
}
