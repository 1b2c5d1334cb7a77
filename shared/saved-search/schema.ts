/**
 * How saved searches lie in the table, with the account's own entries: one item that lists them (`v`), and one for the
 * content of each. What must hold of all of them together holds of the list, which changes with the content in one
 * transaction.
 */
export const savedSearchTemplates = { pk: "${tenantId}##${accountId}", list: "v", content: "v#${id}" } as const;

/** Spelled out: these items are few, and read together. `entries` and `content` are JSON. */
export const savedSearchFields = {
	tenantId: "tenantId",
	accountId: "accountId",
	id: "id",
	version: "version",
	entries: "entries",
	start: "start",
	content: "content",
} as const;
