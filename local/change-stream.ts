import { setTimeout as sleep } from "node:timers/promises";
import { DescribeTableCommand, DynamoDBClient, UpdateTableCommand } from "@aws-sdk/client-dynamodb";
import {
	DescribeStreamCommand,
	DynamoDBStreamsClient,
	GetRecordsCommand,
	GetShardIteratorCommand,
	type _Record as StreamRecord,
} from "@aws-sdk/client-dynamodb-streams";
import { aheadOfMachine } from "./clock.ts";
import type { ChangesHandler } from "./functions.ts";

export interface ChangeStreamOptions {
	endpoint: string;
	region: string;
	table: string;
	handler: ChangesHandler;
	/** The handler's clock; the machine's if left out. */
	now?: () => number;
	/** How far each shard has been delivered, by sequence number; kept between starts. */
	position: { read(): Record<string, string>; write(position: Record<string, string>): void };
	/** Called when everything up to a sequence number has been delivered and need not be kept. */
	onHandedOn?: (sequenceNumber: string) => void;
	/** Whether the stack's replacement for TTL deleted the item. */
	wasAged?: (record: StreamRecord) => boolean;
}

const recordsAtOnce = 100;
const pauseMs = 250;

/**
 * Turns the table's stream on if it is off. Call it after bulk loads, because a stream slows writes down.
 * @returns its ARN
 */
async function ensureStream(endpoint: string, region: string, table: string): Promise<string> {
	const client = new DynamoDBClient({ endpoint, region });
	try {
		const { Table } = await client.send(new DescribeTableCommand({ TableName: table }));
		if (Table?.StreamSpecification?.StreamEnabled && Table.LatestStreamArn) return Table.LatestStreamArn;
		const StreamSpecification = { StreamEnabled: true, StreamViewType: "NEW_AND_OLD_IMAGES" } as const;
		const { TableDescription } = await client.send(new UpdateTableCommand({ TableName: table, StreamSpecification }));
		if (!TableDescription?.LatestStreamArn) throw new Error(`${endpoint} returned no stream for the table ${table}`);
		return TableDescription.LatestStreamArn;
	} finally {
		client.destroy();
	}
}

/**
 * Delivers the changes of a table to a function, in order, as Lambda's event source does; a failed batch is retried.
 */
export async function startChangeStream(options: ChangeStreamOptions) {
	const { endpoint, region, table, handler, now = Date.now } = options;
	const StreamArn = await ensureStream(endpoint, region, table);
	const client = new DynamoDBStreamsClient({ endpoint, region });
	const stopping = new AbortController();
	const position = options.position.read();

	async function shardIds(): Promise<string[]> {
		const { StreamDescription } = await client.send(new DescribeStreamCommand({ StreamArn }));
		return (StreamDescription?.Shards ?? []).flatMap(({ ShardId }) => ShardId ?? []);
	}

	/** @returns whether there were any records */
	async function deliverShard(ShardId: string): Promise<boolean> {
		const SequenceNumber = position[ShardId];
		const from = SequenceNumber
			? ({ ShardIteratorType: "AFTER_SEQUENCE_NUMBER", SequenceNumber } as const)
			: ({ ShardIteratorType: "TRIM_HORIZON" } as const);
		const { ShardIterator } = await client.send(new GetShardIteratorCommand({ StreamArn, ShardId, ...from }));
		const { Records = [] } = await client.send(new GetRecordsCommand({ ShardIterator, Limit: recordsAtOnce }));
		const last = Records.at(-1)?.dynamodb?.SequenceNumber;
		if (!last) return false;
		const aged = { type: "Service", principalId: "dynamodb.amazonaws.com" };
		await handler({
			Records: Records.map((record) => ({
				...record,
				dynamodb: { ...record.dynamodb, ApproximateCreationDateTime: secondsOf(record, aheadOfMachine(now)) },
				...(options.wasAged?.(record) ? { userIdentity: aged } : {}),
			})) as never,
		});
		position[ShardId] = last;
		options.position.write(position);
		options.onHandedOn?.(last);
		return true;
	}

	async function run(): Promise<void> {
		while (!stopping.signal.aborted) {
			try {
				let any = false;
				for (const id of await shardIds()) any = (await deliverShard(id)) || any;
				if (!any) await sleep(pauseMs, undefined, { signal: stopping.signal });
			} catch (cause) {
				if (stopping.signal.aborted) return;
				console.error("Changes:", cause);
				await sleep(1000, undefined, { signal: stopping.signal }).catch(() => {});
			}
		}
	}

	const running = run();
	return {
		/** Resolves when the current batch has ended. */
		async stop(): Promise<void> {
			stopping.abort();
			await running;
			client.destroy();
		},
	};
}

/** As in Lambda's events: whole seconds, by the handler's clock. */
function secondsOf({ dynamodb }: StreamRecord, aheadMs: number): number {
	const at = dynamodb?.ApproximateCreationDateTime?.getTime() ?? Date.now();
	return Math.floor((at + aheadMs) / 1000);
}
