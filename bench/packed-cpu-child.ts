import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Account } from "../shared/directory/model.ts";
import { directoryReader } from "../shared/directory/reader.ts";
import { decompress, splitFrames } from "../shared/pack/bytes.ts";
import { TextColumn } from "../shared/pack/columns.ts";
import { placeOfPart } from "../shared/pack/decode.ts";
import { OpenPack } from "../shared/pack/open-pack.ts";
import { packReader } from "../shared/pack/reader.ts";
import { provide } from "../shared/platform/provide.ts";
import { conditionsSchema } from "../shared/search/conditions-model.ts";
import { criteriaFor } from "../shared/search/criteria.ts";
import { createPackedQuery } from "../shared/search/packed-query.ts";
import { toLatin1 } from "../shared/search/packed-texts.ts";
import { takeTurns } from "./figures.ts";
import { type Kind, kinds } from "./kinds.ts";

/** How often a turn searches all packs: more often for cheap kinds, because short turns only measure noise. */
const roundsOf = ({ cpuBound = 1 }: Kind) => Math.ceil(2.5 / cpuBound);

// node bench/packed-cpu-child.ts FOLDER NOW PERIOD: searches the packs in a folder. It is a separate process, because
// garbage collection in one that holds a table's records costs more than these searches.
const [folder = "", now = "", period = ""] = process.argv.slice(2);
const deps = provide({ directoryReader, packReader }, { AWS_REGION: "ap-northeast-1", ...process.env });
const directory = await deps.directoryReader.load("acme");
const { contents } = await deps.packReader.load("acme");
const packs = contents.packs.map((pack) => ({ pack, bytes: readFileSync(join(folder, pack.name)) }));
const records = packs.reduce((sum, { pack }) => sum + pack.rows, 0);

function product({ conditions }: Kind): () => Promise<void> {
	const account = directory.accounts.get("admin") as Account;
	const asked = conditionsSchema.parse({ period: JSON.parse(period), ...conditions });
	const criteria = criteriaFor(account, directory, asked, Number(now));
	if (!criteria) throw new Error("these conditions match nothing");
	return async () => {
		const query = createPackedQuery(criteria, directory);
		for (const { pack, bytes } of packs) {
			const open = new OpenPack(pack, async (start, end) => bytes.subarray(start, end));
			open.prepare(query.parts);
			await query.rowsOf(open, []);
		}
	};
}

/** Decompresses the same parts, and scans their texts once. */
function floor({ parts }: Kind): () => Promise<void> {
	const needle = toLatin1("見当たらない");
	return async () => {
		for (const { pack, bytes } of packs) {
			for (const name of parts) {
				const part = bytes.subarray(...placeOfPart(pack, name));
				if (name === "ids" || name === "others") await Promise.all(splitFrames(part).map(decompress));
				else if (name !== "callId") new TextColumn(await decompress(part), pack.rows).latin1().indexOf(needle);
			}
		}
	};
}

const ways: Record<string, () => Promise<void>> = {};
const rounds = new Map<string, number>();
for (const kind of kinds.filter(({ cpuBound }) => cpuBound)) {
	for (const [name, way] of [
		[kind.what, product(kind)],
		[`floor of ${kind.what}`, floor(kind)],
	] as const) {
		rounds.set(name, roundsOf(kind));
		ways[name] = async () => {
			for (let round = 0; round < roundsOf(kind); round++) await way();
		};
	}
}
const taken = Object.entries(await takeTurns(records, ways, 7));
console.log(JSON.stringify(Object.fromEntries(taken.map(([name, value]) => [name, value / (rounds.get(name) ?? 1)]))));
process.exit();
