import { encodePack } from "../shared/pack/encode.ts";
import type { Pack, PackRow } from "../shared/pack/model.ts";
import { packSizes } from "../shared/pack/plan.ts";
import { createBucket } from "../shared/platform/bucket.ts";
import { type Call, callsOfDay } from "./calls.ts";
import { createOracle, type Expected } from "./retention-searches.ts";

/** The messages of a maker, in order. */
export type Made = { pack: Pack & { batchIds: string[] } } | { expected: Expected[]; records: number };

// node bench/retention-maker.ts S3_URL BUCKET TENANT PER_DAY DATE …: makes the packs of these days, and what searches
// must find in them.
const [endpoint = "", bucket = "", tenantId = "", perDay = "", ...dates] = process.argv.slice(2);
const files = createBucket({ region: "ap-northeast-1", endpoint, bucket });
const oracle = createOracle();
const tell = (made: Made) => console.log(JSON.stringify(made));
let open: Call[] = [];
let records = 0;

for (const date of dates) {
	const calls = callsOfDay(tenantId, date, Number(perDay));
	records += calls.length;
	for (const call of calls) oracle.take(call);
	open = open.concat(calls);
	while (open.length >= packSizes.packRows + packSizes.tailRows) await pack(packSizes.packRows);
}
if (open.length > 0) await pack(open.length);
tell({ expected: oracle.found(), records });

async function pack(count: number): Promise<void> {
	const end = endOfMoment(open, count);
	const calls = open.slice(0, end);
	open = open.slice(end);
	const { bytes, ...encoded } = await encodePack(calls.map(toRow));
	const name = `${calls[0]?.calledAt}.made`;
	await files.put(`${tenantId}/${name}`, bytes);
	const from = calls[0]?.calledAt ?? 0;
	tell({ pack: { ...encoded, name, from, packedAt: Date.now(), batches: [] } });
}

/** No two packs share a moment. */
function endOfMoment(calls: readonly Call[], count: number): number {
	let end = count;
	while (end < calls.length && calls[end]?.calledAt === calls[end - 1]?.calledAt) end++;
	return end;
}

function toRow({ recording, ...call }: Call): PackRow {
	return { ...call, recordingSeconds: recording?.durationSeconds };
}
