import { fields, templates } from "../../shared/call-history/schema.ts";
import { indexedAs } from "../../shared/phone/model.ts";
import type { Item } from "../../shared/platform/dynamodb.ts";
import { tableKey } from "../../shared/platform/keys.ts";

/** The requested person: phone numbers in any spelling, and customer ids. */
export interface Asked {
	tenantId: string;
	phones: readonly string[];
	customerIds: readonly string[];
}

/** Fewer digits occur in too many other texts. */
const minDigits = 8;

/** The person's records among items, by either number or by customer. @param numbers folded */
export function recordsAmong(items: readonly Item[], numbers: readonly string[], { customerIds }: Asked): Item[] {
	return items.filter(
		(item) =>
			item[tableKey.sk]?.S === templates.record.sk &&
			(customerIds.includes(item[fields.customerId]?.S ?? "") ||
				numbersOf(item).some((number) => numbers.includes(number))),
	);
}

/** The numbers of a record, as they are compared. */
export function numbersOf(item: Item): string[] {
	return [fields.phone, fields.altPhone].flatMap((name) => (item[name]?.S ? [indexedAs(item[name].S)] : []));
}

/** Whether any of the numbers occurs in a text of an item, with any separators between its digits. */
export function mentions(item: Item, numbers: readonly string[]): boolean {
	const needles = numbers.filter((number) => number.length >= minDigits);
	if (needles.length === 0) return false;
	return Object.values(item).some(({ S }) => {
		if (!S) return false;
		const digits = S.normalize("NFKC").replace(/(?<=[\d+])[\s().・‐-―−-]+(?=\d)/g, "");
		return needles.some((number) => digits.includes(number) || digits.includes(`+81${number.slice(1)}`));
	});
}
