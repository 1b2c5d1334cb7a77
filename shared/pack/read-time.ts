import type { CallHistoryEntry } from "../call-history/model.ts";
import { monthOf, templates } from "../call-history/schema.ts";
import type { Item } from "../platform/dynamodb.ts";
import { fillTemplate } from "../platform/keys.ts";
import { jstDate, startOfJstDate } from "../time/model.ts";
import type { PackerDeps } from "./packer-deps.ts";

/** How far back the first packing looks for records. A batch keeps them for its own length and 90 days. */
const monthsBack = 120;

/**
 * A tenant's records of a stretch of time, as the index has them, page by page in order of time.
 * @param from epoch milliseconds; 0 for the earliest record
 * @param to excluded
 */
export async function* readTime(
	{ callHistoryReader }: Pick<PackerDeps, "callHistoryReader">,
	tenantId: string,
	from: number,
	to: number,
): AsyncGenerator<CallHistoryEntry[]> {
	const first = from > 0 ? from : await firstMonth({ callHistoryReader }, tenantId, to);
	for (let start = first; start < to; start = monthAfter(start, 1)) {
		let startKey: Item | undefined;
		do {
			const high = Math.min(to, monthAfter(start, 1)) - 1;
			const page = await callHistoryReader.readPage({ ...ofMonth(tenantId, start), low: start, high, startKey });
			if (page.entries.length > 0) yield page.entries as CallHistoryEntry[];
			startKey = page.next?.startKey;
		} while (startKey);
	}
}

/** How many records of a stretch of time the index has. */
export async function countTime(
	{ callHistoryReader }: Pick<PackerDeps, "callHistoryReader">,
	tenantId: string,
	from: number,
	to: number,
): Promise<number> {
	let count = 0;
	const first = from > 0 ? from : await firstMonth({ callHistoryReader }, tenantId, to);
	for (let start = first; start < to; start = monthAfter(start, 1)) {
		let startKey: Item | undefined;
		do {
			const high = Math.min(to, monthAfter(start, 1)) - 1;
			const month = { ...ofMonth(tenantId, start), low: start, high, startKey, countOnly: true };
			const page = await callHistoryReader.readPage(month);
			count += page.count;
			startKey = page.next?.startKey;
		} while (startKey);
	}
	return count;
}

/** The beginning of the first month with records; `before` if there is none. */
async function firstMonth(
	{ callHistoryReader }: Pick<PackerDeps, "callHistoryReader">,
	tenantId: string,
	before: number,
): Promise<number> {
	const months = Array.from({ length: monthsBack }, (_, index) => monthAfter(before - 1, index - monthsBack + 1));
	const pages = await Promise.all(
		months.map((start) =>
			callHistoryReader.readPage({ ...ofMonth(tenantId, start), low: start, high: before - 1, limit: 1 }),
		),
	);
	const first = pages.findIndex(({ count }) => count > 0);
	return months[first] ?? before;
}

function ofMonth(tenantId: string, time: number) {
	const pk = fillTemplate(templates.month.pk, { tenantId, month: monthOf(time) });
	return { tenantId, index: "by-time", pk, newestFirst: false, countOnly: false } as const;
}

/** The start of the month that is `months` after that of `time`. */
function monthAfter(time: number, months: number): number {
	const [year = 0, month = 1] = jstDate(time).split("-").map(Number);
	const all = year * 12 + month - 1 + months;
	return startOfJstDate(`${Math.floor(all / 12)}-${String((all % 12) + 1).padStart(2, "0")}-01`);
}
