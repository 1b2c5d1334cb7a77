import type { AttributeValue, DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { directoryKey } from "../../shared/directory/reader.ts";
import { directoryFields } from "../../shared/directory/schema.ts";
import type { Item } from "../../shared/platform/dynamodb.ts";
import { tableKey } from "../../shared/platform/keys.ts";
import { TableWriter } from "../../shared/platform/table-writer.ts";
import { walkTenant } from "../tenant-items.ts";
import type { Holding } from "./holding.ts";

const { pk, sk } = tableKey;

/** A tenant's items; the mark of its removal does not count. */
export function itemsOf(client: DynamoDBClient, TableName: string, tenantId: string): Holding {
	const writer = new TableWriter(client, TableName);
	const isDirectory = (item: Item) => item[pk]?.S === tenantId;
	const mark = directoryKey(tenantId, { kind: "tenant" });
	const isNoMark = {
		expression: "NOT (#markPk = :markPk AND #markSk = :markSk AND attribute_exists(#deleted))",
		names: { "#markPk": pk, "#markSk": sk, "#deleted": directoryFields.deleted },
		values: { ":markPk": mark[pk] as AttributeValue, ":markSk": mark[sk] as AttributeValue },
	};

	async function walk(use: (items: Item[]) => Promise<void>) {
		let found = 0;
		const visit = async (items: Item[]) => {
			await use(items);
			found += items.length;
		};
		const wanted = { condition: isNoMark, attributes: [pk, sk] };
		const examined = await walkTenant(client, TableName, tenantId, visit, wanted);
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
}
