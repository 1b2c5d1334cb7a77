import { isDeepStrictEqual } from "node:util";
import { DeleteItemCommand } from "@aws-sdk/client-dynamodb";
import { createHandler as createChangesHandler } from "../../functions/events/changes.ts";
import { createHandler as createRetentionHandler } from "../../functions/events/retention.ts";
import { table } from "../../infra/table.ts";
import type { Item } from "../../shared/platform/dynamodb.ts";
import { scanTable, tableClient } from "./table.ts";
import type { World } from "./world.ts";

/** A change as the stream reports it. */
interface StreamChange {
	before: Item | undefined;
	after: Item | undefined;
	byAge?: boolean;
	/** Epoch milliseconds; the time of delivery by default. */
	at?: number;
}

const nameOf = (item: Item) => `${item[table.partitionKey]?.S} ${item[table.sortKey]?.S}`;

/** Runs some work, and returns what it changed in the table; several changes of one item become one. */
export async function changesOf(world: World, work: () => Promise<unknown>): Promise<StreamChange[]> {
	const before = new Map((await scanTable(world)).map((item) => [nameOf(item), item]));
	await work();
	const after = new Map((await scanTable(world)).map((item) => [nameOf(item), item]));
	return [...new Set([...before.keys(), ...after.keys()])]
		.map((name) => ({ before: before.get(name), after: after.get(name) }))
		.filter((change) => !isDeepStrictEqual(change.before, change.after));
}

/** Changes as the stream passes them to its function. */
export function toStreamRecords(world: World, changes: readonly StreamChange[]) {
	const aged = { type: "Service", principalId: "dynamodb.amazonaws.com" };
	return changes.map(({ before, after, byAge, at }) => ({
		eventName: before && after ? "MODIFY" : after ? "INSERT" : "REMOVE",
		dynamodb: {
			ApproximateCreationDateTime: Math.floor((at ?? world.clock.now) / 1000),
			...(before ? { OldImage: before } : {}),
			...(after ? { NewImage: after } : {}),
		},
		...(byAge ? { userIdentity: aged } : {}),
	}));
}

/** Passes changes to the function that reads the stream. */
export async function passChanges(world: World, changes: readonly StreamChange[]): Promise<void> {
	await createChangesHandler(world.deps)({ Records: toStreamRecords(world, changes) } as never);
}

/** Deletes expired items, as the table's TTL eventually does. */
export async function deleteByAge(world: World): Promise<StreamChange[]> {
	const expired = (await scanTable(world)).filter(
		(item) => Number(item[table.ttlAttribute]?.N ?? Number.POSITIVE_INFINITY) * 1000 <= world.clock.now,
	);
	for (const item of expired) {
		const Key = Object.fromEntries([table.partitionKey, table.sortKey].map((name) => [name, item[name] as never]));
		await tableClient().send(new DeleteItemCommand({ TableName: world.tableName, Key }));
	}
	return expired.map((before) => ({ before, after: undefined, byAge: true, at: world.clock.now }));
}

/** Runs the tasks in the retention queue, and the tasks that they send. @returns the number of tasks */
export async function doRetention(world: World): Promise<number> {
	let done = 0;
	for (let next = world.retentionTasks.shift(); next; next = world.retentionTasks.shift()) {
		world.clock.now += next.delaySeconds * 1000;
		const failed = await doTask(world, next.task);
		if (failed) throw new Error(`the task failed: ${JSON.stringify(next.task)}`);
		done++;
	}
	return done;
}

/** @returns whether the queue has to deliver it again */
export async function doTask(world: World, task: object): Promise<boolean> {
	const record = {
		messageId: "1",
		receiptHandle: "1",
		body: JSON.stringify(task),
		attributes: { ApproximateReceiveCount: "1", SentTimestamp: String(world.clock.now) },
	};
	const { batchItemFailures } = await createRetentionHandler(world.deps)({ Records: [record] } as never);
	return batchItemFailures.length > 0;
}
