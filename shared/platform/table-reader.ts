import {
	BatchGetItemCommand,
	type DynamoDBClient,
	QueryCommand,
	type QueryCommandInput,
} from "@aws-sdk/client-dynamodb";
import { dynamoDbClient, type Item, tableName, untilProcessed } from "./dynamodb.ts";
import { composed } from "./provider.ts";

export type Query = Omit<QueryCommandInput, "TableName">;

export interface Page {
	items: Item[];
	count: number;
	scannedCount: number;
	lastKey: Item | undefined;
}

interface BatchGetOptions {
	consistent?: boolean;
	/** The attributes to return; all by default. Reading costs the same either way. */
	attributes?: readonly string[];
}

/** Reads of the one table with the raw client. */
export class TableReader {
	private readonly client: DynamoDBClient;
	private readonly tableName: string;

	constructor(client: DynamoDBClient, tableName: string) {
		this.client = client;
		this.tableName = tableName;
	}

	/** One page of at most 1 MB. */
	async query(query: Query): Promise<Page> {
		const output = await this.client.send(new QueryCommand({ ...query, TableName: this.tableName }));
		return {
			items: output.Items ?? [],
			count: output.Count ?? 0,
			scannedCount: output.ScannedCount ?? 0,
			lastKey: output.LastEvaluatedKey,
		};
	}

	/** All pages, one after another. */
	async queryAll(query: Query): Promise<Item[]> {
		const items: Item[] = [];
		let lastKey: Item | undefined;
		do {
			const page = await this.query(lastKey ? { ...query, ExclusiveStartKey: lastKey } : query);
			for (const item of page.items) items.push(item);
			lastKey = page.lastKey;
		} while (lastKey);
		return items;
	}

	/** The first items, up to a number; a filter may leave pages empty. */
	async queryFirst(query: Query, most: number): Promise<Item[]> {
		const items: Item[] = [];
		let lastKey: Item | undefined;
		do {
			const start = lastKey ? { ExclusiveStartKey: lastKey } : {};
			const page = await this.query({ ...query, ...start, Limit: most - items.length });
			items.push(...page.items);
			lastKey = page.lastKey;
		} while (lastKey && items.length < most);
		return items;
	}

	/**
	 * The requested items that exist, in no particular order. A hundred keys per call, in parallel.
	 * @throws AppError `unavailable` if the table keeps throttling
	 */
	async batchGet(keys: readonly Item[], options: BatchGetOptions = {}): Promise<Item[]> {
		const chunks: Item[][] = [];
		for (let start = 0; start < keys.length; start += 100) chunks.push(keys.slice(start, start + 100));
		const found = await Promise.all(chunks.map((chunk) => this.getChunk(chunk, options)));
		return found.flat();
	}

	private async getChunk(keys: Item[], { consistent = false, attributes = [] }: BatchGetOptions): Promise<Item[]> {
		const projection = {
			ProjectionExpression: attributes.map((_, index) => `#a${index}`).join(", "),
			ExpressionAttributeNames: Object.fromEntries(attributes.map((name, index) => [`#a${index}`, name])),
		};
		const found: Item[] = [];
		await untilProcessed(keys, async (pending) => {
			const request = { Keys: pending, ConsistentRead: consistent, ...(attributes.length > 0 ? projection : {}) };
			const output = await this.client.send(new BatchGetItemCommand({ RequestItems: { [this.tableName]: request } }));
			const items = output.Responses?.[this.tableName] ?? [];
			for (const item of items) found.push(item);
			return output.UnprocessedKeys?.[this.tableName]?.Keys ?? [];
		});
		return found;
	}
}

export const tableReader = composed((client, name) => new TableReader(client, name), dynamoDbClient, tableName);
