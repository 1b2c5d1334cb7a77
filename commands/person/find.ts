import type { AsyncSearch } from "../../shared/async-search/model.ts";
import { decodeAsyncSearch } from "../../shared/async-search/reader.ts";
import { asyncSearchTemplates } from "../../shared/async-search/schema.ts";
import { fields, templates } from "../../shared/call-history/schema.ts";
import { idempotencyTemplates } from "../../shared/idempotency/schema.ts";
import { indexedAs } from "../../shared/phone/model.ts";
import type { Item } from "../../shared/platform/dynamodb.ts";
import { prefixOf, tableKey } from "../../shared/platform/keys.ts";
import { ownEntryTemplates } from "../../shared/trail/schema.ts";
import { type Asked, mentions, numbersOf, recordsAmong } from "./asked.ts";

const { pk, sk } = tableKey;

/** Visits a tenant's items, page by page. @returns how many items of the table were read */
export type Walk = (use: (items: Item[]) => Promise<void> | void) => Promise<number>;

export interface Found {
	records: Item[];
	/** Corrections and accesses, by the partition of their record. */
	belongings: Map<string, Item[]>;
	/** Trail entries and stored answers that contain the number, which are erased with the person. */
	traces: Item[];
	/**
	 * Other mentions of the number, in somebody else's record or in a saved or asynchronous search. People have to decide
	 * about these.
	 */
	mentioned: Item[];
	searches: AsyncSearch[];
	/** Other numbers and customers of the records found, which may be the same person's. */
	also: { phones: string[]; customerIds: string[] };
	examined: number;
}

/**
 * Finds everything about a person in a tenant's items, in two passes, because a customer's numbers are known only after
 * the first.
 * @param erased call ids of erased records, whose belongings may still exist
 */
export async function findPerson(walk: Walk, asked: Asked, erased: ReadonlySet<string> = new Set()): Promise<Found> {
	const phones = asked.phones.map(indexedAs);
	const records: Item[] = [];
	await walk((items) => void records.push(...recordsAmong(items, phones, asked)));
	const numbers = new Set([...phones, ...records.flatMap(numbersOf)]);
	const wanted = phones.length > 0 ? phones : [...numbers];
	const customerIds = new Set(records.map((item) => item[fields.customerId]?.S ?? ""));
	const partitions = new Set([
		...records.map((item) => item[pk]?.S ?? ""),
		...[...erased].map((callId) => `${asked.tenantId}#${callId}`),
	]);
	const found: Omit<Found, "records" | "also" | "examined"> = {
		belongings: new Map(),
		traces: [],
		mentioned: [],
		searches: [],
	};
	const examined = await walk((items) => {
		for (const item of items) {
			const key = item[sk]?.S ?? "";
			if (partitions.has(item[pk]?.S ?? "")) {
				if (belonging.some((prefix) => key.startsWith(prefix))) {
					found.belongings.set(item[pk]?.S ?? "", [...(found.belongings.get(item[pk]?.S ?? "") ?? []), item]);
				}
				continue;
			}
			if (key.startsWith(prefixOf(asyncSearchTemplates.sk))) found.searches.push(decodeAsyncSearch(item));
			if (!mentions(item, wanted)) continue;
			if (trace.some((prefix) => key.startsWith(prefix))) found.traces.push(item);
			else found.mentioned.push(item);
		}
	});
	const others = (all: Iterable<string>, known: readonly string[]) => [...all].filter((one) => !known.includes(one));
	const also = {
		phones: others(numbers, phones),
		customerIds: others(customerIds, asked.customerIds),
	};
	return { records, ...found, also, examined };
}

const belonging = [templates.correction, templates.access].map((template) => prefixOf(template.sk));
const trace = [ownEntryTemplates, idempotencyTemplates].map((template) => prefixOf(template.sk));
