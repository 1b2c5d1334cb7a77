import { isDeepStrictEqual } from "node:util";
import {
	BatchWriteItemCommand,
	ConditionalCheckFailedException,
	DeleteItemCommand,
	type DynamoDBClient,
	PutItemCommand,
	type PutItemCommandInput,
	TransactionCanceledException,
	TransactWriteItemsCommand,
	UpdateItemCommand,
} from "@aws-sdk/client-dynamodb";
import { dynamoDbClient, type Item, tableName, untilProcessed } from "./dynamodb.ts";
import { composed } from "./provider.ts";

/** In DynamoDB's own syntax. */
export interface Condition {
	expression: string;
	names: Record<string, string>;
	values?: Item;
}

/** Writes whole items to the table with the raw client, where no store rule applies. */
export class TableWriter {
	private readonly client: DynamoDBClient;
	private readonly TableName: string;

	constructor(client: DynamoDBClient, tableName: string) {
		this.client = client;
		this.TableName = tableName;
	}

	/**
	 * @returns whether the item is stored now: false if the condition does not hold, unless this item has been put
	 *   already
	 */
	async put(Item: Item, condition?: Condition): Promise<boolean> {
		const ReturnValuesOnConditionCheckFailure = "ALL_OLD";
		const input = { TableName: this.TableName, Item, ...expressionOf(condition), ReturnValuesOnConditionCheckFailure };
		const refusal = await refusalOf(this.client.send(new PutItemCommand(input as PutItemCommandInput)));
		// Retried after a lost answer, it is refused because it has already put the item.
		return refusal === undefined || isDeepStrictEqual(refusal.Item, Item);
	}

	/** Sets attributes of an item if the condition holds. */
	async set(Key: Item, attributes: Item, condition: Condition): Promise<void> {
		const names = Object.keys(attributes);
		const update = {
			expression: condition.expression,
			names: { ...condition.names, ...Object.fromEntries(names.map((name, index) => [`#set${index}`, name])) },
			values: {
				...condition.values,
				...Object.fromEntries(Object.values(attributes).map((value, index) => [`:set${index}`, value])),
			},
		};
		const UpdateExpression = `SET ${names.map((_, index) => `#set${index} = :set${index}`).join(", ")}`;
		const input = { TableName: this.TableName, Key, UpdateExpression, ...expressionOf(update) };
		await refusalOf(this.client.send(new UpdateItemCommand(input)));
	}

	/** Adds to a number of an item, which is created if missing. @returns the new number */
	async add(Key: Item, name: string, amount: number, others: Item): Promise<number> {
		const names = Object.keys(others);
		const { Attributes } = await this.client.send(
			new UpdateItemCommand({
				TableName: this.TableName,
				Key,
				ReturnValues: "UPDATED_NEW",
				UpdateExpression: `ADD #count :amount SET ${names.map((_, index) => `#set${index} = :set${index}`).join(", ")}`,
				ExpressionAttributeNames: {
					"#count": name,
					...Object.fromEntries(names.map((set, index) => [`#set${index}`, set])),
				},
				ExpressionAttributeValues: {
					":amount": { N: String(amount) },
					...Object.fromEntries(Object.values(others).map((value, index) => [`:set${index}`, value])),
				},
			}),
		);
		return Number(Attributes?.[name]?.N);
	}

	/**
	 * Puts an item if two conditions hold at the same moment: one on it, and one on another item.
	 * @returns the outcome of each, in the service's terms (`None`, `ConditionalCheckFailed`, `TransactionConflict`, …)
	 */
	async putIf(Item: Item, condition: Condition, other: { key: Item; condition: Condition }): Promise<[string, string]> {
		const { TableName } = this;
		const TransactItems = [
			{ Put: { TableName, Item, ...expressionOf(condition) } },
			{ ConditionCheck: { TableName, Key: other.key, ...expressionOf(other.condition) } },
		];
		try {
			await this.client.send(new TransactWriteItemsCommand({ TransactItems: TransactItems as never }));
			return ["None", "None"];
		} catch (error) {
			if (!(error instanceof TransactionCanceledException)) throw error;
			const [own = {}, others = {}] = error.CancellationReasons ?? [];
			return [own.Code ?? "None", others.Code ?? "None"];
		}
	}

	/** Deletes an item if the condition holds. */
	async delete(Key: Item, condition?: Condition): Promise<void> {
		const input = { TableName: this.TableName, Key, ...expressionOf(condition) };
		await refusalOf(this.client.send(new DeleteItemCommand(input)));
	}

	/**
	 * Deletes the items with these keys, 25 per call.
	 * @throws AppError `unavailable` if the table keeps throttling
	 */
	async deleteAll(keys: readonly Item[]): Promise<void> {
		const requests = keys.map((Key) => ({ DeleteRequest: { Key } }));
		for (let start = 0; start < requests.length; start += 25) {
			await untilProcessed(requests.slice(start, start + 25), async (pending) => {
				const RequestItems = { [this.TableName]: pending };
				const { UnprocessedItems } = await this.client.send(new BatchWriteItemCommand({ RequestItems }));
				return (UnprocessedItems?.[this.TableName] ?? []) as typeof pending;
			});
		}
	}
}

function expressionOf(condition: Condition | undefined) {
	if (!condition) return {};
	return {
		ConditionExpression: condition.expression,
		ExpressionAttributeNames: condition.names,
		...(condition.values ? { ExpressionAttributeValues: condition.values } : {}),
	};
}

/** The failed condition of a write; undefined if it succeeded. */
async function refusalOf(writing: Promise<unknown>): Promise<ConditionalCheckFailedException | undefined> {
	try {
		await writing;
		return undefined;
	} catch (error) {
		if (error instanceof ConditionalCheckFailedException) return error;
		throw error;
	}
}

export const tableWriter = composed((client, name) => new TableWriter(client, name), dynamoDbClient, tableName);
