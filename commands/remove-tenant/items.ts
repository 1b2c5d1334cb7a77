import { type DynamoDBClient, paginateScan } from "@aws-sdk/client-dynamodb";
import { table as definition } from "../../infra/table.ts";
import { directoryKey } from "../../shared/directory/reader.ts";
import { directoryFields } from "../../shared/directory/schema.ts";
import type { Item } from "../../shared/platform/dynamodb.ts";
import { TableWriter } from "../../shared/platform/table-writer.ts";
import type { Holding } from "./holding.ts";

const segments = 4;
const { partitionKey, sortKey } = definition;

/**
 * A tenant's items, found by scanning the table: no index or list is trusted to be complete. Every key of a tenant's
 * items is its id, or begins with it and `#`. The mark of its removal does not count.
 */
export function itemsOf(client: DynamoDBClient, TableName: string, tenantId: string): Holding {
	const mark = directoryKey(tenantId, { kind: "tenant" });
	const writer = new TableWriter(client, TableName);

	async function* pages(Segment: number): AsyncGenerator<{ items: Item[]; examined: number }> {
		const scan = paginateScan(
			{ client },
			{
				TableName,
				Segment,
				TotalSegments: segments,
				ConsistentRead: true,
				FilterExpression:
					"(#p = :tenant AND NOT (#s = :mark AND attribute_exists(#deleted))) OR begins_with(#p, :prefix)",
				ProjectionExpression: "#p, #s",
				ExpressionAttributeNames: { "#p": partitionKey, "#s": sortKey, "#deleted": directoryFields.deleted },
				ExpressionAttributeValues: {
					":tenant": { S: tenantId },
					":prefix": { S: `${tenantId}#` },
					":mark": mark[sortKey] as never,
				},
			},
		);
		for await (const { Items = [], ScannedCount = 0 } of scan) yield { items: Items, examined: ScannedCount };
	}

	async function walk(use: (items: Item[]) => Promise<void>) {
		let [found, examined] = [0, 0];
		await Promise.all(
			Array.from({ length: segments }, async (_, segment) => {
				for await (const page of pages(segment)) {
					await use(page.items);
					found += page.items.length;
					examined += page.examined;
				}
			}),
		);
		return { found, examined };
	}

	return {
		count: () => walk(async () => {}),
		remove: () =>
			walk(async (items) => {
				// The directory first: without it no record is restored or reported to packs.
				await writer.deleteAll(items.toSorted((a, b) => Number(isDirectory(b)) - Number(isDirectory(a))));
			}),
	};

	function isDirectory(item: Item): boolean {
		return item[partitionKey]?.S === tenantId;
	}
}
