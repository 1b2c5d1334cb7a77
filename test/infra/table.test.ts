import { expect, test } from "vitest";
import { table } from "../../infra/table.ts";
import { directoryFields, directoryKinds } from "../../shared/directory/schema.ts";
import { claimFields } from "../../shared/mail-address/schema.ts";
import { packFields } from "../../shared/pack/schema.ts";
import { ownEntryFields } from "../../shared/trail/schema.ts";

test("the table has at most 20 indexes, which project at most 20 attributes each and 60 together", () => {
	const counts = table.indexes.map(({ projection }) => (projection === "all" ? 0 : projection.length));
	expect(Math.max(...counts)).toBeLessThanOrEqual(20);
	expect(counts.reduce((sum, count) => sum + count, 0)).toBeLessThanOrEqual(60);
	expect(table.indexes.length).toBeLessThanOrEqual(20);
});

test("no key of an index has the name of another item's attribute", () => {
	// DynamoDB refuses any item that holds another type under the name of an index's key, whether it belongs in the index
	// or not.
	const keys = table.indexes.flatMap(({ partitionKey, sortKey }) => [partitionKey, sortKey]);
	const others: string[] = [
		...[directoryFields, claimFields, packFields, ownEntryFields].flatMap((fields) => Object.values(fields)),
		...Object.values(directoryKinds).flatMap(({ fields }) => Object.values(fields)),
	];
	expect(keys.filter((key) => others.includes(key))).toEqual([]);
});
