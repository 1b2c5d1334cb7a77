/**
 * How saved searches are stored, beside the account's own entries: one item that lists them (`v`), and one with the
 * content of each. Rules about all of them together are checked on the list, which changes in one transaction with the
 * content.
 */
export const savedSearchTemplates = { pk: "${tenantId}##${accountId}", list: "v", content: "v#${id}" } as const;

/** Full names, because these items are few and read together. `entries` and `content` are JSON. */
export const savedSearchFields = {
	tenantId: "tenantId",
	accountId: "accountId",
	id: "id",
	version: "version",
	entries: "entries",
	start: "start",
	content: "content",
} as const;
