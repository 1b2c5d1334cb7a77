import { CreateTableCommand } from "@aws-sdk/client-dynamodb";
import { tableInput } from "../local/create-table.ts";
import { encodePack } from "../shared/pack/encode.ts";
import { type Contents, packableUntil, packDueAt } from "../shared/pack/model.ts";
import { createDynamoDbClient, type Item } from "../shared/platform/dynamodb.ts";
import { TableWriter } from "../shared/platform/table-writer.ts";
import { recordItem } from "../test/support/bulk-load.ts";
import { startDynamodb } from "../test/support/dynamodb.ts";
import { batchSaved, tenantSaved } from "../test/support/events.ts";
import { createWorldOn, region } from "../test/support/world.ts";
import { type Call, callsOfDay } from "./calls.ts";
import { onEnd } from "./ending.ts";
import type { Figure, Section } from "./figures.ts";
import { createBenchPacker, type PackingCost } from "./packer.ts";

const tenants = 300;
const busy = 30;
const atOnce = 20;

/** A run of the packer when a tenth of the tenants has calls, compared with a run for only those tenants. */
export async function measureQuietTenants(): Promise<Section> {
	const { endpoint, stop } = await startDynamodb();
	const end = onEnd(stop);
	try {
		const alone = await packBusy(endpoint, busy);
		const among = await packBusy(endpoint, tenants);
		const exact = true;
		const figure = (
			what: string,
			unit: string,
			name: "readUnits" | "writeUnits" | "calls" | "puts" | "gets" | "lists",
		): Figure => ({
			what,
			unit,
			value: among[name],
			floor: alone[name],
			bound: { ratio: 1 },
			exact,
		});
		return {
			title: "Quiet tenants",
			note:
				`A run of the packer with ${tenants.toLocaleString("en")} tenants, of which ${tenants - busy} have nothing ` +
				`new. Floor: a run with only the ${busy} others.`,
			figures: [
				figure("read", "RCU", "readUnits"),
				figure("written", "WCU", "writeUnits"),
				figure("calls to the table and S3", "calls", "calls"),
				figure("objects", "PUTs", "puts"),
				figure("listed folders", "LISTs", "lists"),
				{ what: "time", unit: "s", value: among.seconds, floor: alone.seconds },
			],
		};
	} finally {
		end();
	}
}

async function packBusy(endpoint: string, count: number): Promise<PackingCost> {
	const tableName = `tenants-${count}`;
	const client = createDynamoDbClient({ region, endpoint });
	await client.send(new CreateTableCommand(tableInput(tableName)));
	const world = createWorldOn({ endpoint, tableName, now: "2026-11-20T15:00:00+09:00" });
	const packer = createBenchPacker(world);
	const writer = new TableWriter(client, tableName);
	const [known, fresh] = [callsOfDay("t", "2026-11-19", 1), callsOfDay("t", "2026-11-20", 1)] as [[Call], [Call]];
	const { batchId, campaignId } = known[0];
	const encoded = await encodePack(known);
	const packedUntil = packableUntil(world.clock.now);
	const contents: Contents = {
		packedUntil,
		watermark: packedUntil,
		batches: [batchId],
		retired: [],
		countedOn: "2026-11-20",
		packs: [{ ...encoded, name: "0.first", from: 0, packedAt: world.clock.now, batches: [0] }],
	};

	await inTurns(count, async (number) => {
		const tenant = `t${number}`;
		const saved = [
			tenantSaved({}, { tenant }),
			...[batchId, fresh[0].batchId].map((id) =>
				batchSaved({ batchId: id, campaignId, endsOn: "2099-12-31" }, { tenant }),
			),
		];
		await world.takeIn(...saved);
		await world.packs.put(`${tenant}/0.first`, encoded.bytes);
		await packer.deps.packs.switchTo(tenant, contents, 0);
	});
	const calledAt = packedUntil + 60_000;
	world.clock.now = calledAt + 180_000;
	await inTurns(busy, async (number) => {
		const tenantId = `t${number}`;
		const item: Item = recordItem({ ...fresh[0], tenantId, calledAt });
		await writer.put(item);
		await packer.note(tenantId);
	});
	world.clock.now = packDueAt(world.clock.now);
	packer.takeCost();
	const packed = await packer.run();
	if (packed.length !== busy) throw new Error(`${packed.length} tenants were packed instead of ${busy}`);
	return packer.takeCost();
}

async function inTurns(count: number, work: (number: number) => Promise<void>): Promise<void> {
	const numbers = Array.from({ length: count }, (_, index) => index).values();
	const workOn = async () => {
		for (const number of numbers) await work(number);
	};
	await Promise.all(Array.from({ length: atOnce }, workOn));
}
