import { type DynamoDBClient, paginateScan } from "@aws-sdk/client-dynamodb";
import type { Item } from "../shared/platform/dynamodb.ts";
import { tableKey } from "../shared/platform/keys.ts";

const segments = 4;

/**
 * Visits all items of a tenant, in no order, by scanning the table: no index is trusted to be complete.
 * @returns how many items were read
 */
export async function walkTenant(
	client: DynamoDBClient,
	TableName: string,
	tenantId: string,
	use: (items: Item[]) => Promise<void> | void,
): Promise<number> {
	const walkSegment = async (Segment: number) => {
		const scan = paginateScan(
			{ client },
			{
				TableName,
				Segment,
				TotalSegments: segments,
				ConsistentRead: true,
				FilterExpression: "#p = :tenant OR begins_with(#p, :prefix)",
				ExpressionAttributeNames: { "#p": tableKey.pk },
				ExpressionAttributeValues: { ":tenant": { S: tenantId }, ":prefix": { S: `${tenantId}#` } },
			},
		);
		let examined = 0;
		for await (const { Items = [], ScannedCount = 0 } of scan) {
			await use(Items);
			examined += ScannedCount;
		}
		return examined;
	};
	const counts = await Promise.all(Array.from({ length: segments }, (_, segment) => walkSegment(segment)));
	return counts.reduce((sum, count) => sum + count, 0);
}
