import type { Account } from "../shared/directory/model.ts";
import { decompress, splitFrames } from "../shared/pack/bytes.ts";
import { TextColumn } from "../shared/pack/columns.ts";
import { placeOfPart } from "../shared/pack/decode.ts";
import type { Pack } from "../shared/pack/model.ts";
import { OpenPack } from "../shared/pack/open-pack.ts";
import { criteriaFor } from "../shared/search/criteria.ts";
import { conditionsSchema } from "../shared/search/model.ts";
import { createPackedQuery } from "../shared/search/packed-query.ts";
import { toLatin1 } from "../shared/search/packed-texts.ts";
import { type Figure, type Section, takeTurns } from "./figures.ts";
import { type Kind, kinds } from "./kinds.ts";
import type { LoadedTenant } from "./world.ts";

/** CPU a record of what a search does with packs, from their bytes to the places of the hits. */
export async function measurePackedCpu({ world, tenantId, calls, period }: LoadedTenant): Promise<Section> {
	const directory = await world.deps.directoryReader.load(tenantId);
	const { contents } = await world.deps.packReader.load(tenantId);
	const account = directory.accounts.get("admin") as Account;
	const bytesOf = ({ name }: Pack) => world.packs.objects.get(`${tenantId}/${name}`) ?? Buffer.alloc(0);
	const measured = kinds.filter(({ cpuBound }) => cpuBound);

	const product = ({ conditions }: Kind) => {
		const criteria = criteriaFor(
			account,
			directory,
			conditionsSchema.parse({ period, ...conditions }),
			world.clock.now,
		);
		if (!criteria) throw new Error("these conditions match nothing");
		return async () => {
			const query = createPackedQuery(criteria, directory);
			for (const pack of contents.packs) {
				const bytes = bytesOf(pack);
				const open = new OpenPack(pack, async (start, end) => bytes.subarray(start, end));
				open.prepare(query.parts);
				await query.rowsOf(open, []);
			}
		};
	};
	/** Decompresses the same bytes, and looks once through what is text. */
	const floor = ({ parts }: Kind) => {
		const needle = toLatin1("見当たらない");
		return async () => {
			for (const pack of contents.packs) {
				const bytes = bytesOf(pack);
				for (const name of parts) {
					const part = bytes.subarray(...placeOfPart(pack, name));
					if (name === "ids" || name === "others") await Promise.all(splitFrames(part).map(decompress));
					else if (name !== "callId") new TextColumn(await decompress(part), pack.rows).latin1().indexOf(needle);
				}
			}
		};
	};
	const ways: Record<string, () => unknown> = {};
	for (const kind of measured) {
		ways[kind.what] = product(kind);
		ways[`floor of ${kind.what}`] = floor(kind);
	}
	const taken = await takeTurns(calls.length, ways, 9);
	const figures = measured.map(({ what, cpuBound = 0, cpuToday }): Figure => {
		const figure = {
			what,
			unit: "µs",
			value: taken[what] ?? Number.NaN,
			floor: taken[`floor of ${what}`] ?? Number.NaN,
		};
		return { ...figure, ...(cpuToday ? { today: cpuToday } : {}), bound: { value: cpuBound } };
	});
	const note =
		"CPU a record, of this process with the threads that decompress; median. Floor: the same parts decompressed, and one indexOf through " +
		"each text.";
	return { title: "CPU of searching packs", note, figures };
}
