import { floorWay, libraryWay, partitionWay } from "./export-ways.ts";
import { type Figure, type Section, takeTurns } from "./figures.ts";
import { rangesOf, recordAnswer } from "./page-ways.ts";
import type { LoadedDay } from "./world.ts";

const recordCount = 5000;

/** CPU of an export's partition, from the table's answers to the bytes of the file. */
export async function measureExportCpu(day: LoadedDay): Promise<Section> {
	const ranges = rangesOf(day, recordCount);
	const answers: string[] = [];
	for (const range of ranges) answers.push(await recordAnswer(day, range));
	const whole = { low: ranges[0]?.low ?? 0, high: ranges.at(-1)?.high ?? 0 };
	const directory = await day.world.deps.directoryReader.load("acme");
	const floorOf = floorWay(directory);
	const ofLibraries = libraryWay(day, directory);
	const [utf8, cp932] = [await partitionWay(day, directory), await partitionWay(day, directory, "shift_jis")];
	const taken = await takeTurns(
		recordCount,
		{
			floor: () => answers.map(floorOf),
			product: () => utf8(whole),
			cp932: () => cp932(whole),
			libraries: async () => {
				for (const range of ranges) await ofLibraries(range);
			},
		},
		6,
	);
	const { floor, product, libraries } = taken;
	const figures: Figure[] = [
		{ what: "an export's partition, UTF-8", unit: "µs", value: product, floor, bound: { ratio: 1 / 0.8 } },
		{ what: "the same in CP932", unit: "µs", value: taken.cp932, floor },
		{ what: "ElectroDB's go() and csv-stringify", unit: "µs", value: libraries, floor },
		{ what: "partitions in the time of one by the libraries", unit: "×", value: libraries / product },
		{ what: "an export's partition, per second of one core", unit: "records", value: Math.round(1e6 / product) },
	];
	const note =
		"CPU per record of 5,000, of this process only; median. Floor: JSON.parse of the same, previously recorded " +
		"answers, direct access, and a hand-made line of all columns. The partition also checks each record against the " +
		"conditions, sorts the lines and encodes them. Bounds: at least 0.8 of the floor's records per second, and three " +
		"times the libraries'.";
	return { title: "CPU of an export", note, figures };
}
