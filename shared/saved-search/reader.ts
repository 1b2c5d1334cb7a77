import type { Caller } from "../caller/model.ts";
import type { Directory } from "../directory/model.ts";
import { directoryKey, toDirectory } from "../directory/reader.ts";
import type { Item } from "../platform/dynamodb.ts";
import { fillTemplate, tableKey } from "../platform/keys.ts";
import { composed } from "../platform/provider.ts";
import type { TableReader } from "../platform/table-reader.ts";
import { tableReader } from "../platform/table-reader.ts";
import { joinSaved, noneSaved, type SavedContent, type SavedList, type SavedSearch } from "./model.ts";
import { savedSearchFields as f, savedSearchTemplates as templates } from "./schema.ts";

export type SavedSearchReader = ReturnType<typeof createSavedSearchReader>;

/** All reads are consistent. */
function createSavedSearchReader(table: TableReader) {
	return {
		/** All of an account's saved searches, in the order of creation. */
		async list(caller: Caller): Promise<SavedSearch[]> {
			const items = await table.queryAll({
				KeyConditionExpression: "#p = :p AND begins_with(#s, :s)",
				ExpressionAttributeNames: { "#p": tableKey.pk, "#s": tableKey.sk },
				ExpressionAttributeValues: { ":p": partition(caller), ":s": { S: templates.list } },
				ConsistentRead: true,
			});
			const contents = items.filter(isContent).map((item) => [item[f.id]?.S ?? "", decodeContent(item)] as const);
			return joinSaved(decodeList(items.find(isList)), new Map(contents));
		},

		/** The caller's tenant and account, their list, and the content of one saved search; in one call. */
		async findForCaller(
			caller: Caller,
			id: string,
		): Promise<{ directory: Directory; list: SavedList; content: SavedContent | undefined }> {
			const { tenantId, accountId } = caller;
			const references = [{ kind: "tenant" }, { kind: "account", id: accountId }] as const;
			const keys = [
				...references.map((reference) => directoryKey(tenantId, reference)),
				keyOf(caller, templates.list),
				keyOf(caller, fillTemplate(templates.content, { id })),
			];
			const items = await table.batchGet(keys, { consistent: true });
			const content = items.find(isContent);
			return {
				directory: toDirectory(items.filter((item) => !isList(item) && !isContent(item))),
				list: decodeList(items.find(isList)),
				content: content && decodeContent(content),
			};
		},
	};
}

function partition({ tenantId, accountId }: Caller) {
	return { S: fillTemplate(templates.pk, { tenantId, accountId }) };
}

function keyOf(caller: Caller, sortKey: string): Item {
	return { [tableKey.pk]: partition(caller), [tableKey.sk]: { S: sortKey } };
}

function isList(item: Item): boolean {
	return item[tableKey.sk]?.S === templates.list;
}

function isContent(item: Item): boolean {
	return item[f.content] !== undefined;
}

function decodeList(item: Item | undefined): SavedList {
	if (!item) return noneSaved;
	const [version, entries] = [Number(item[f.version]?.N), JSON.parse(item[f.entries]?.S ?? "[]")];
	return { version, entries, start: item[f.start]?.S };
}

function decodeContent(item: Item): SavedContent {
	return JSON.parse(item[f.content]?.S ?? "null");
}

export const savedSearchReader = composed(createSavedSearchReader, tableReader);
