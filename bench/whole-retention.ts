import { randomBytes } from "node:crypto";
import { join } from "node:path";
import { assumeCredentials } from "../local/engines.ts";
import { type Contents, packableUntil } from "../shared/pack/model.ts";
import type { NamedPack } from "../shared/pack/named-pack.ts";
import { placePacks } from "../shared/pack/named-pack.ts";
import { dayMs, jstDate } from "../shared/time/model.ts";
import { createLoadedWorld } from "../test/support/bulk-load.ts";
import type { Call } from "./calls.ts";
import { directoryOf } from "./directory.ts";
import { onEnd, runChild, startService, temporaryFolder } from "./ending.ts";
import type { Section } from "./figures.ts";
import { createBenchPacker } from "./packer.ts";
import type { Searched } from "./retention-child.ts";
import { differences, sectionsOf } from "./retention-figures.ts";
import type { Made } from "./retention-maker.ts";
import { type Expected, joinExpected, retentionSearches } from "./retention-searches.ts";

const days = 36;
const tenantId = "acme";
const bucket = "packs";
const now = Date.parse("2026-11-20T15:00:00+09:00");
const script = (name: string) => join(import.meta.dirname, name);

export interface MadeRetention {
	packs: NamedPack[];
	expected: Expected[];
	records: number;
	bytes: number;
}

/**
 * Packs 3,600,000 records with two processes, in the embedded engines, and makes each kind of search over all of them.
 * The table holds only the rows that the pages show, because nothing else of it is read.
 * @throws if a total, a count or a row differs from the plain records
 */
export async function measureWholeRetention(perDay = 100_000): Promise<Section[]> {
	assumeCredentials();
	const { folder, remove } = temporaryFolder("packs");
	const { line: s3Url, stop: stopS3 } = await startService([script("s3-child.ts"), folder, bucket]);
	const dates = Array.from({ length: days }, (_, index) => jstDate(now - (days - index) * dayMs));
	const made = await make(s3Url, dates, perDay);

	const shown = new Map<string, Call>();
	for (const { rows } of made.expected) for (const row of rows) shown.set(row.callId, row);
	const { world, endpoint, stop } = await createLoadedWorld(shown.values());
	const stopTable = onEnd(stop);
	world.clock.now = now;
	await world.takeIn(...directoryOf(tenantId));
	const packedUntil = packableUntil(now);
	const contents: Contents = {
		packedUntil,
		watermark: packedUntil,
		retired: [],
		countedOn: jstDate(now),
		...placePacks(made.packs, undefined),
	};
	if (!(await createBenchPacker(world).deps.packs.switchTo(tenantId, contents, 0))) {
		throw new Error("the contents were not stored");
	}

	const searched: Searched[] = [];
	const period = JSON.stringify({ from: `${dates[0]}T00:00`, to: `${dates.at(-1)}T24:00` });
	const env = {
		...process.env,
		TABLE_NAME: world.tableName,
		DYNAMODB_ENDPOINT: endpoint,
		PACKS_BUCKET: bucket,
		S3_ENDPOINT: s3Url,
		CURSOR_KEY: randomBytes(32).toString("base64"),
	};
	const onLine = (line: string) => void searched.push(JSON.parse(line));
	await runChild([script("retention-child.ts"), String(now), period], { env, onLine });
	stopS3();
	stopTable();
	remove();
	const wrong = retentionSearches.flatMap((search, place) =>
		differences(search, made.expected[place] as Expected, searched[place] as Searched),
	);
	if (wrong.length > 0) throw new Error(wrong.join("\n"));
	return sectionsOf(made, searched);
}

/** Makes the older and the newer half of the days in parallel. */
async function make(s3Url: string, dates: readonly string[], perDay: number): Promise<MadeRetention> {
	const middle = Math.ceil(dates.length / 2);
	const [older, newer] = await Promise.all(
		[dates.slice(0, middle), dates.slice(middle)].map((half) => makeHalf(s3Url, half, perDay)),
	);
	if (!older || !newer) throw new Error("nothing was made");
	return {
		packs: [...older.packs, ...newer.packs],
		expected: newer.expected.map((expected, place) => joinExpected(older.expected[place] as Expected, expected)),
		records: older.records + newer.records,
		bytes: older.bytes + newer.bytes,
	};
}

async function makeHalf(s3Url: string, dates: readonly string[], perDay: number): Promise<MadeRetention> {
	const made: MadeRetention = { packs: [], expected: [], records: 0, bytes: 0 };
	const onLine = (line: string) => {
		const told: Made = JSON.parse(line);
		if ("pack" in told) {
			made.packs.push(told.pack);
			made.bytes += Math.max(...Object.values(told.pack.parts).map(([, end]) => end));
		} else Object.assign(made, told);
	};
	await runChild([script("retention-maker.ts"), s3Url, bucket, tenantId, String(perDay), ...dates], { onLine });
	return made;
}
