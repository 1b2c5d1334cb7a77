import {
	CreateTableCommand,
	type CreateTableCommandInput,
	DescribeTableCommand,
	DynamoDBClient,
	type KeySchemaElement,
	ResourceInUseException,
	type TableDescription,
	UpdateTimeToLiveCommand,
	waitUntilTableExists,
} from "@aws-sdk/client-dynamodb";
import { table } from "../infra/table.ts";

/** Makes the table where it is missing. @throws when there is one of another shape */
export async function ensureTable(endpoint: string, region: string, name: string): Promise<void> {
	const client = new DynamoDBClient({ endpoint, region });
	try {
		const wanted = tableInput(name);
		if (await create(client, wanted)) return;
		const { Table } = await client.send(new DescribeTableCommand({ TableName: name }));
		if (shapeOf(Table ?? {}) !== shapeOf(wanted)) {
			throw new Error(
				`The table "${name}" at ${endpoint} was made for another version (its keys or indexes differ). ` +
					"Start on another --data folder, or delete this one",
			);
		}
	} finally {
		client.destroy();
	}
}

async function create(client: DynamoDBClient, input: CreateTableCommandInput): Promise<boolean> {
	try {
		await client.send(new CreateTableCommand(input));
	} catch (cause) {
		if (cause instanceof ResourceInUseException) return false;
		throw cause;
	}
	await waitUntilTableExists({ client, maxWaitTime: 60, minDelay: 1 }, { TableName: input.TableName });
	await client.send(
		new UpdateTimeToLiveCommand({
			TableName: input.TableName,
			TimeToLiveSpecification: { AttributeName: table.ttlAttribute, Enabled: true },
		}),
	);
	return true;
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
			Projection: { ProjectionType: "INCLUDE", NonKeyAttributes: index.projection },
		})),
	};
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
		index.Projection?.NonKeyAttributes?.toSorted(),
	]);
	return JSON.stringify([
		keys(description.KeySchema),
		indexes.toSorted((a, b) => String(a[0]).localeCompare(String(b[0]))),
	]);
}
