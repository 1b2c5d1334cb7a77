import { fields, marksIndex } from "../call-history/schema.ts";
import type { Item } from "../platform/dynamodb.ts";
import { fillTemplate, prefixOf, tableKey } from "../platform/keys.ts";
import { composed } from "../platform/provider.ts";
import type { TableReader } from "../platform/table-reader.ts";
import { tableReader } from "../platform/table-reader.ts";
import { decodeContents } from "./contents-codec.ts";
import { type Contents, noContents, type Packed } from "./model.ts";
import { packFields, packTemplates } from "./schema.ts";

export type PackReader = ReturnType<typeof createPackReader>;

/** A record that was written when a pack may already have contained it. */
export interface Mark {
	callId: string;
	calledAt: number;
	markedAt: number;
}

const { pk, sk } = tableKey;

export function createPackReader(table: TableReader) {
	return {
		/** Contents and losses as they are at this moment, in one call. */
		async load(tenantId: string): Promise<Packed> {
			const items = await table.queryAll({
				ConsistentRead: true,
				KeyConditionExpression: "#p = :p AND #s BETWEEN :first AND :last",
				ExpressionAttributeNames: { "#p": pk, "#s": sk },
				ExpressionAttributeValues: {
					":p": { S: fillTemplate(packTemplates.pk, { tenantId }) },
					":first": { S: prefixOf(packTemplates.loss) },
					":last": { S: packTemplates.contents },
				},
			});
			const prefix = prefixOf(packTemplates.loss);
			const losses = new Map<string, number>();
			let [contents, version] = [noContents, 0];
			for (const item of items) {
				const key = item[sk]?.S ?? "";
				if (key === packTemplates.contents) [contents, version] = [contentsOf(item), versionOf(item)];
				if (key.startsWith(prefix)) losses.set(key.slice(prefix.length), Number(item[packFields.lostAt]?.N));
			}
			return { contents, version, losses };
		},

		/**
		 * The marks set from a moment on, oldest first.
		 * @param until excluded
		 * @returns incomplete if there are more than `limit`
		 */
		async marksSince(
			tenantId: string,
			from: number,
			limit: number,
			until = Number.MAX_SAFE_INTEGER,
		): Promise<{ marks: Mark[]; complete: boolean }> {
			const marks: Mark[] = [];
			let startKey: Item | undefined;
			if (until <= from) return { marks, complete: true };
			do {
				const page = await table.query({
					IndexName: marksIndex.name,
					KeyConditionExpression: "#tenant = :tenant AND #at BETWEEN :from AND :to",
					ExpressionAttributeNames: { "#tenant": marksIndex.pk, "#at": marksIndex.sk },
					ExpressionAttributeValues: {
						":tenant": { S: tenantId },
						":from": { N: String(from) },
						":to": { N: String(until - 1) },
					},
					Limit: limit - marks.length,
					...(startKey ? { ExclusiveStartKey: startKey } : {}),
				});
				for (const item of page.items) marks.push(markOf(item, tenantId));
				startKey = page.lastKey;
			} while (startKey && marks.length < limit);
			return { marks, complete: startKey === undefined };
		},
	};
}

function contentsOf(item: Item): Contents {
	// The client passes the table's answer through: bytes are base64.
	return decodeContents(Buffer.from(item[packFields.contents]?.B as unknown as string, "base64"));
}

function versionOf(item: Item): number {
	return Number(item[packFields.version]?.N ?? 0);
}

function markOf(item: Item, tenantId: string): Mark {
	return {
		callId: (item[pk]?.S ?? "").slice(tenantId.length + 1),
		calledAt: Number(item[fields.calledAt]?.N),
		markedAt: Number(item[marksIndex.sk]?.N),
	};
}

export const packReader = composed(createPackReader, tableReader);
