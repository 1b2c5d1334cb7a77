import {
	CreateTableCommand,
	type CreateTableCommandInput,
	DescribeTableCommand,
	DescribeTimeToLiveCommand,
	DynamoDBClient,
	type KeySchemaElement,
	type Projection,
	ResourceNotFoundException,
	type TableDescription,
	UpdateTimeToLiveCommand,
	waitUntilTableExists,
} from "@aws-sdk/client-dynamodb";
import { table } from "../infra/table.ts";

/** Creates the table if it is missing. @throws if there is one with another schema */
export async function ensureTable(endpoint: string, region: string, name: string): Promise<void> {
	const client = new DynamoDBClient({ endpoint, region });
	try {
		const wanted = tableInput(name);
		const found = (await describe(client, name)) ?? (await create(client, wanted));
		if (shapeOf(found) !== shapeOf(wanted)) {
			throw new Error(
				`The table "${name}" at ${endpoint} was made for another version (its keys or indexes differ). ` +
					"Start on another --data folder, or delete this one",
			);
		}
		await ensureTimeToLive(client, name);
	} finally {
		client.destroy();
	}
}

async function describe(client: DynamoDBClient, name: string): Promise<TableDescription | undefined> {
	try {
		return (await client.send(new DescribeTableCommand({ TableName: name }))).Table;
	} catch (cause) {
		if (cause instanceof ResourceNotFoundException) return undefined;
		throw cause;
	}
}

async function create(client: DynamoDBClient, input: CreateTableCommandInput): Promise<TableDescription> {
	await client.send(new CreateTableCommand(input));
	await waitUntilTableExists({ client, maxWaitTime: 60, minDelay: 1 }, { TableName: input.TableName });
	return (await describe(client, String(input.TableName))) ?? {};
}

async function ensureTimeToLive(client: DynamoDBClient, name: string): Promise<void> {
	const { TimeToLiveDescription } = await client.send(new DescribeTimeToLiveCommand({ TableName: name }));
	if (TimeToLiveDescription?.TimeToLiveStatus === "ENABLED") return;
	await client.send(
		new UpdateTimeToLiveCommand({
			TableName: name,
			TimeToLiveSpecification: { AttributeName: table.ttlAttribute, Enabled: true },
		}),
	);
}

export function tableInput(name: string): CreateTableCommandInput {
	const keys = [table, ...table.indexes].flatMap(({ partitionKey, sortKey }) => [partitionKey, sortKey]);
	return {
		TableName: name,
		BillingMode: "PAY_PER_REQUEST",
		KeySchema: keySchema(table),
		AttributeDefinitions: [...new Set(keys)].map((key) => ({
			AttributeName: key,
			AttributeType: table.numberKeys.includes(key) ? "N" : "S",
		})),
		GlobalSecondaryIndexes: table.indexes.map((index) => ({
			IndexName: index.name,
			KeySchema: keySchema(index),
			Projection: projectionOf(index.projection),
		})),
	};
}

function projectionOf(projection: readonly string[] | "all"): Projection {
	if (projection === "all") return { ProjectionType: "ALL" };
	return projection.length > 0
		? { ProjectionType: "INCLUDE", NonKeyAttributes: [...projection] }
		: { ProjectionType: "KEYS_ONLY" };
}

function keySchema({ partitionKey, sortKey }: { partitionKey: string; sortKey: string }): KeySchemaElement[] {
	return [
		{ AttributeName: partitionKey, KeyType: "HASH" },
		{ AttributeName: sortKey, KeyType: "RANGE" },
	];
}

function shapeOf(description: CreateTableCommandInput | TableDescription): string {
	const keys = (schema: KeySchemaElement[] = []) => schema.map(({ AttributeName }) => AttributeName);
	const indexes = (description.GlobalSecondaryIndexes ?? []).map((index) => [
		index.IndexName,
		keys(index.KeySchema),
		index.Projection?.ProjectionType,
		index.Projection?.NonKeyAttributes?.toSorted(),
	]);
	return JSON.stringify([
		keys(description.KeySchema),
		indexes.toSorted((a, b) => String(a[0]).localeCompare(String(b[0]))),
	]);
}
