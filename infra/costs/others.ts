import type { Line } from "./lines.ts";
import { searches, tenant } from "./work.ts";

/**
 * The same work with each record as one item, complete in the table and in an index for each of eight conditions.
 */
const usual = { itemUnits: 2, indexes: 8, readUnitsOf1000: 250, GB: 2e-6 };
const callsOfADay = tenant.calls / tenant.workingDays;
const copies = 1 + usual.indexes;

/** Only its table; names, memos and keywords are searched within a narrow period, or not at all. */
export const usualDesign: Line[] = [
	{ what: "calls taken in", count: tenant.calls * usual.itemUnits * copies, price: "a unit written" },
	{ what: "recordings taken in", count: tenant.recordings * usual.itemUnits * copies, price: "a unit written" },
	{ what: "corrections", count: tenant.corrections * usual.itemUnits * copies, price: "a unit written" },
	{ what: "searches of a day", count: (searches * callsOfADay * usual.readUnitsOf1000) / 1000, price: "a unit read" },
	{ what: "records kept", count: tenant.calls * tenant.monthsKept * usual.GB * copies, price: "a GB in the table" },
	{
		what: "… for a restore",
		count: tenant.calls * tenant.monthsKept * usual.GB,
		price: "a GB that can be restored",
	},
];

/** The smallest redundant cluster: half a unit each for indexing and searching, in two zones. */
export const searchEngine: Line[] = [
	{ what: "the engine", count: 2, price: "a unit of OpenSearch Serverless (OCU), a month" },
];
/** The table behind it, which stores the records. */
export const behindEngine: Line[] = [
	{
		what: "calls and recordings taken in",
		count: (tenant.calls + tenant.recordings) * usual.itemUnits,
		price: "a unit written",
	},
	{ what: "records kept", count: tenant.calls * tenant.monthsKept * usual.GB, price: "a GB in the table" },
];
