import { stretchMs } from "../shared/call-history/marks-model.ts";
import { packDueAt } from "../shared/pack/model.ts";
import { countTime } from "../shared/pack/read-time.ts";
import type { Figure, Section } from "./figures.ts";
import type { BenchPacker, PackingCost } from "./packer.ts";
import type { LoadedTenant } from "./world.ts";

/** The records of a large centre's whole retention: 30,000 calls a day for 120 days. */
export const wholeRetention = 3_600_000;
const correctionsANight = 50;

/** Packs a closed day at once, and then again in the stretches in which it arrives. The day stays packed. */
export async function measurePacking(tenant: LoadedTenant, packer: BenchPacker): Promise<Section[]> {
	const first = await packAtOnce(tenant, packer);
	await packer.clear(tenant.tenantId);
	const stretches = await packStretches(tenant, packer);
	return [
		{
			title: "First packing",
			note:
				"A complete day, in one run. Floor: its entries in the index by time, read once. The figures for 3,600,000 " +
				"records are multiplied by 36.",
			figures: figuresOfFirst(tenant, first),
		},
		stretches,
	];
}

/** @returns the costs of packing all closed time */
export async function packAtOnce({ world, tenantId }: LoadedTenant, packer: BenchPacker): Promise<PackingCost> {
	const { now } = world.clock;
	world.clock.now = now - 2 * stretchMs - 900_000;
	await packer.note(tenantId);
	world.clock.now = now;
	packer.takeCost();
	const packed = await packer.run();
	if (packed.length !== 1) throw new Error(`${tenantId} was not packed`);
	return packer.takeCost();
}

function figuresOfFirst({ calls }: LoadedTenant, cost: PackingCost): Figure[] {
	const times = wholeRetention / calls.length;
	const figure = (what: string, unit: string, value: number): Figure[] => [
		{ what: `${what}, ${calls.length.toLocaleString("en")}`, unit, value },
		{ what: "… 3,600,000", unit, value: value * times },
	];
	return [
		...figure("read", "RCU", cost.readUnits),
		...figure("written", "WCU", cost.writeUnits),
		...figure("objects", "PUTs", cost.puts),
		...figure("bytes written to S3", "MB", cost.bytesWritten / 1e6),
		...figure("time", "s", cost.seconds),
		...figure("CPU", "s", cost.cpuSeconds),
	];
}

/** Packs the day again, with a run whenever a stretch becomes due, until nothing is left to pack, merge or remove. */
async function packStretches({ world, tenantId, calls }: LoadedTenant, packer: BenchPacker): Promise<Section> {
	const { now } = world.clock;
	const [from = 0, to = 0] = [calls[0]?.calledAt, calls.at(-1)?.calledAt];
	let runs = 0;
	packer.takeCost();
	for (let start = Math.floor(from / stretchMs) * stretchMs; start <= to; start += stretchMs) {
		world.clock.now = start;
		await packer.note(tenantId);
		world.clock.now = packDueAt(start);
		await packer.run();
		runs++;
	}
	world.clock.now = now;
	await packer.run();
	const cost = packer.takeCost();
	const { contents } = await packer.deps.packReader.load(tenantId);
	const rows = contents.packs.reduce((sum, pack) => sum + pack.rows, 0);
	// Other parts of the bench may have taken in a call or two meanwhile.
	const counted = await countTime(packer.deps, tenantId, 0, now);
	if (rows !== counted) throw new Error(`${rows} rows were packed of ${counted}`);
	const perRecord = (what: string, unit: string, value: number, bound?: number): Figure => ({
		what,
		unit,
		value: value / calls.length,
		...(bound === undefined ? {} : { bound: { value: bound }, exact: true }),
	});
	return {
		title: "Packing",
		note:
			`Per record, for a day of ${calls.length.toLocaleString("en")} records in ${runs} stretches of ten minutes, ` +
			"with a run for each, and all notes, merges and removals.",
		figures: [
			perRecord("written", "WCU", cost.writeUnits, 0.4),
			perRecord("read", "RCU", cost.readUnits, 0.2),
			perRecord("bytes written to S3", "bytes", cost.bytesWritten),
			perRecord("bytes read from S3", "bytes", cost.bytesRead),
			perRecord("CPU", "µs", cost.cpuSeconds * 1e6),
			{ what: "requests to S3: PUT", unit: "PUTs", value: cost.puts },
			{ what: "requests to S3: GET", unit: "GETs", value: cost.gets },
			{ what: "requests to S3: LIST", unit: "LISTs", value: cost.lists },
			{ what: "packs at the end", unit: "packs", value: contents.packs.length },
		],
	};
}

/** Corrections scattered over the history in one night, ten minutes apart, with the packer's runs in between. */
export async function measureCorrections(
	{ world, tenantId, calls }: LoadedTenant,
	packer: BenchPacker,
): Promise<Section> {
	const { now } = world.clock;
	const step = Math.floor(calls.length / correctionsANight);
	const chosen = calls
		.filter(({ agentId }, index) => agentId && index % step < 8)
		.filter((_, index) => index % 4 === 0);
	packer.takeCost();
	let [corrected, written] = [0, 0];
	for (const { callId } of chosen) {
		if (corrected === correctionsANight) break;
		const body = { memo: `夜間の訂正 ${corrected}` };
		await packer.note(tenantId);
		const path = { callId };
		const answer = await world.call("correct-call-history", {
			tenant: tenantId,
			path,
			headers: { "if-match": "*" },
			body,
		});
		if (answer.status !== 200) continue;
		corrected++;
		written += answer.cost.wcu;
		world.clock.now = Math.max(world.clock.now + stretchMs, packDueAt(world.clock.now) - stretchMs);
		await packer.run();
	}
	world.clock.now = packDueAt(world.clock.now);
	await packer.run();
	const cost = packer.takeCost();
	world.clock.now = now;
	if (corrected < correctionsANight) throw new Error(`only ${corrected} records could be corrected`);
	const exact = true;
	return {
		title: "Scattered corrections",
		note:
			`${correctionsANight} corrections in a night, ten minutes apart, on ${calls.length.toLocaleString("en")} ` +
			"records; per record of 3,600,000, for which the changes pack and the switches are the same. Packing only, " +
			"without the corrections themselves.",
		figures: [
			{ what: "packing: written", unit: "WCU", value: cost.writeUnits / wholeRetention, bound: { value: 0.02 }, exact },
			{ what: "packing: read", unit: "RCU", value: cost.readUnits / wholeRetention },
			{ what: "in total: written", unit: "WCU", value: cost.writeUnits },
			{ what: "in total: read", unit: "RCU", value: cost.readUnits },
			{ what: "in total: requests to S3", unit: "PUTs", value: cost.puts },
			{ what: "in total: bytes written to S3", unit: "MB", value: cost.bytesWritten / 1e6 },
			{ what: "a correction itself", unit: "WCU", value: written / corrected },
		],
	};
}
