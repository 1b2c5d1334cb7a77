import { type DynamoDBClient, paginateScan } from "@aws-sdk/client-dynamodb";
import type { Item } from "../shared/platform/dynamodb.ts";
import { tableKey } from "../shared/platform/keys.ts";
import type { Condition } from "../shared/platform/table-writer.ts";

const segments = 4;
const isTenants = "(#p = :tenant OR begins_with(#p, :prefix))";

/** Which items of a tenant to visit, and which of their attributes; by default all. */
interface Wanted {
	condition?: Condition;
	/** Names of attributes. */
	attributes?: readonly string[];
}

/**
 * Visits items of a tenant, in no particular order, by scanning the table: no index is trusted to be complete. The key
 * of each of a tenant's items is its id, or begins with it and `#`.
 * @returns how many items were read
 */
export async function walkTenant(
	client: DynamoDBClient,
	TableName: string,
	tenantId: string,
	use: (items: Item[]) => Promise<void> | void,
	{ condition, attributes }: Wanted = {},
): Promise<number> {
	const names = attributes?.map((name, index): [string, string] => [`#wanted${index}`, name]) ?? [];
	const walkSegment = async (Segment: number) => {
		const scan = paginateScan(
			{ client },
			{
				TableName,
				Segment,
				TotalSegments: segments,
				ConsistentRead: true,
				FilterExpression: condition ? `${isTenants} AND (${condition.expression})` : isTenants,
				ExpressionAttributeNames: { "#p": tableKey.pk, ...condition?.names, ...Object.fromEntries(names) },
				ExpressionAttributeValues: {
					":tenant": { S: tenantId },
					":prefix": { S: `${tenantId}#` },
					...condition?.values,
				},
				...(attributes ? { ProjectionExpression: names.map(([name]) => name).join(", ") } : {}),
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
