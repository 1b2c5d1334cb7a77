import type { Item } from "../platform/dynamodb.ts";
import { fillTemplate, prefixOf, tableKey } from "../platform/keys.ts";
import type { TableReader } from "../platform/table-reader.ts";
import { templates } from "./schema.ts";

/** Belongings that a record may have many of. */
export type BelongingKind = "correction" | "access";

export interface BelongingPage {
	items: Item[];
	/** Whether there are more after these. */
	more: boolean;
}

/**
 * A page of a record's belongings, latest first; strongly consistent.
 * @param before the sort key to continue after; starts with the latest if left out
 * @param limit a page ends at 1 MB in any case
 */
export async function readBelongings(
	table: TableReader,
	kind: BelongingKind,
	{ tenantId, callId }: { tenantId: string; callId: string },
	{ before, limit }: { before?: string | undefined; limit: number },
): Promise<BelongingPage> {
	const pk = { S: fillTemplate(templates[kind].pk, { tenantId, callId }) };
	const { items, lastKey } = await table.query({
		KeyConditionExpression: "#p = :p AND begins_with(#s, :s)",
		ExpressionAttributeNames: { "#p": tableKey.pk, "#s": tableKey.sk },
		ExpressionAttributeValues: { ":p": pk, ":s": { S: prefixOf(templates[kind].sk) } },
		ConsistentRead: true,
		ScanIndexForward: false,
		// Reading one more than requested shows whether there are more.
		Limit: limit + 1,
		...(before === undefined ? {} : { ExclusiveStartKey: { [tableKey.pk]: pk, [tableKey.sk]: { S: before } } }),
	});
	return { items: items.slice(0, limit), more: items.length > limit || lastKey !== undefined };
}

export function sortKeyOf(item: Item): string {
	return item[tableKey.sk]?.S ?? "";
}
