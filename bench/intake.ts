import { CreateTableCommand, type DynamoDBClient, PutItemCommand } from "@aws-sdk/client-dynamodb";
import { tableInput } from "../local/create-table.ts";
import { storedLatest } from "../local/demo/stored-item.ts";
import { createDynamoDbClient, type Item } from "../shared/platform/dynamodb.ts";
import { recordItem } from "../test/support/bulk-load.ts";
import { startDynamodb } from "../test/support/dynamodb.ts";
import { basicTenant, type CloudEvent, callCompleted } from "../test/support/events.ts";
import { deliver } from "../test/support/queue.ts";
import { makeCalls } from "../test/support/records.ts";
import { createWorldOn, type World } from "../test/support/world.ts";
import { type Figure, median, type Section } from "./figures.ts";

const perTurn = 500;
const turns = 6;
/** Messages per invocation. */
const batchSize = 10;
const tableName = "intake";

interface Taken {
	milliseconds: number[];
	cpuMicroseconds: number[];
}

/** Calls through the intake's real handler, in turns with the minimum, which writes two items per call. */
export async function measureIntake(): Promise<Section[]> {
	const { endpoint, stop } = await startDynamodb();
	try {
		const client = createDynamoDbClient({ region: "ap-northeast-1", endpoint });
		await client.send(new CreateTableCommand(tableInput(tableName)));
		const world = createWorldOn({ endpoint, tableName });
		await world.takeIn(...basicTenant());
		const product: Taken = { milliseconds: [], cpuMicroseconds: [] };
		const floor: Taken = { milliseconds: [], cpuMicroseconds: [] };
		for (let turn = 0; turn < turns; turn++) {
			await measure(product, batchesOf(eventsOf(turn)), (events) => takeIn(world, events));
			await measure(floor, batchesOf(itemPairsOf(turn)), (pairs) => putItems(client, pairs.flat()));
		}
		return [{ title: "Intake", note, figures: figuresOf(product, floor) }];
	} finally {
		stop();
	}
}

const note =
	`Sequential batches of ${batchSize} calls against the embedded engine; time and CPU per call, of this process ` +
	"only; medians. Floor: two plain PutItem calls with the raw client.";

function figuresOf(product: Taken, floor: Taken): Figure[] {
	const perSecond = Math.round(1000 / median(product.milliseconds));
	return [
		{ what: "time", unit: "ms", value: median(product.milliseconds), floor: median(floor.milliseconds) },
		{ what: "CPU", unit: "µs", value: median(product.cpuMicroseconds), floor: median(floor.cpuMicroseconds) },
		{ what: "calls per second, by time", unit: "calls", value: perSecond },
	];
}

async function measure<T>(taken: Taken, batches: T[][], work: (batch: T[]) => Promise<unknown>): Promise<void> {
	const begun = performance.now();
	const before = process.cpuUsage();
	for (const batch of batches) await work(batch);
	const { user, system } = process.cpuUsage(before);
	const count = batches.flat().length;
	taken.milliseconds.push((performance.now() - begun) / count);
	taken.cpuMicroseconds.push((user + system) / count);
}

async function takeIn(world: World, events: CloudEvent[]): Promise<void> {
	const unfinished = await deliver(world, events);
	if (unfinished.length > 0) throw new Error("the intake did not finish its messages");
}

function putItems(client: DynamoDBClient, items: Item[]): Promise<unknown> {
	return Promise.all(items.map((Item) => client.send(new PutItemCommand({ TableName: tableName, Item }))));
}

/** Calls that have just ended, too recent to be marked. */
function eventsOf(turn: number): CloudEvent[] {
	const calledAt = "2026-11-20T14:56:00+09:00";
	return Array.from({ length: perTurn }, (_, index) => callCompleted({ callId: `call-${turn}-${index}`, calledAt }));
}

/** A record and a pointer for each call. */
function itemPairsOf(turn: number): Item[][] {
	const from = Date.parse("2026-11-20T10:00:00+09:00") + turn * 3_600_000;
	const calls = makeCalls({ count: perTurn, from, to: from + 3_600_000, seed: turn });
	return calls.map((call) => {
		const ids = { callId: `bare-${turn}-${call.callId}`, customerId: `bare-${turn}-${call.callId}` };
		return [recordItem({ ...call, ...ids }), storedLatest({ ...call, ...ids })];
	});
}

function batchesOf<T>(values: T[]): T[][] {
	return Array.from({ length: values.length / batchSize }, (_, batch) =>
		values.slice(batch * batchSize, (batch + 1) * batchSize),
	);
}
