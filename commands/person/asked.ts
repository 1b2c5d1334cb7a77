import { fields, templates } from "../../shared/call-history/schema.ts";
import { indexedAs } from "../../shared/phone/model.ts";
import type { Item } from "../../shared/platform/dynamodb.ts";
import { tableKey } from "../../shared/platform/keys.ts";

/** Whom somebody asks about: numbers in any writing, and ids of customers. */
export interface Asked {
	tenantId: string;
	phones: readonly string[];
	customerIds: readonly string[];
}

/** A shorter run of digits stands in too much else. */
const minDigits = 8;

/** The records of the person among items: by either of their numbers, or by their customer. @param numbers as they are compared */
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

/** Whether any of the numbers stands in some text of an item, whatever is written between its digits. */
export function mentions(item: Item, numbers: readonly string[]): boolean {
	const needles = numbers.filter((number) => number.length >= minDigits);
	if (needles.length === 0) return false;
	return Object.values(item).some(({ S }) => {
		if (!S) return false;
		const digits = S.normalize("NFKC").replace(/(?<=[\d+])[\s().・‐-―−-]+(?=\d)/g, "");
		return needles.some((number) => digits.includes(number) || digits.includes(`+81${number.slice(1)}`));
	});
}
