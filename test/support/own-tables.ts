import { randomUUID } from "node:crypto";
import { CreateTableCommand, DeleteTableCommand, waitUntilTableExists } from "@aws-sdk/client-dynamodb";
import { inject } from "vitest";
import { tableInput } from "../../local/create-table.ts";
import { createDynamoDbClient } from "../../shared/platform/dynamodb.ts";

interface Place {
	endpoint: string;
	region: string;
}

const created: { place: Place; tableName: string }[] = [];

/** Creates an empty table, which is deleted when the test file ends. @returns its name */
export async function createOwnTable(place: Place): Promise<string> {
	const tableName = `${inject("namePrefix")}${randomUUID()}`;
	const client = createDynamoDbClient(place);
	await client.send(new CreateTableCommand(tableInput(tableName)));
	created.push({ place, tableName });
	// Immediate on the embedded engine; takes a while in a real account.
	await waitUntilTableExists({ client, maxWaitTime: 300, minDelay: 1 }, { TableName: tableName });
	return tableName;
}

/**
 * Deletes the tables of the current file: creating one takes the embedded engine 6 ms when it has few, and 150 ms when
 * it has a thousand.
 */
export async function deleteOwnTables(): Promise<void> {
	for (const { place, tableName } of created.splice(0)) {
		await createDynamoDbClient(place).send(new DeleteTableCommand({ TableName: tableName }));
	}
}
