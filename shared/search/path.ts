import { type IndexName, monthOf, phoneAreaDigits, phoneAreaOf, templates } from "../call-history/schema.ts";
import type { Directory } from "../directory/model.ts";
import { fillTemplate } from "../platform/keys.ts";
import { jstDate, startOfJstDate } from "../time/model.ts";
import type { Criteria } from "./criteria.ts";

/** A stretch of one index partition in the order of time, in epoch milliseconds. Both ends belong to it. */
export interface TimeRange {
	pk: string;
	low: number;
	high: number;
}

/** A stretch of one index partition in the order of a text. Both ends belong to it. */
export interface TextRange {
	pk: string;
	low: string;
	high: string;
}

export type Range = TimeRange | TextRange;

/** One way to the hits of a search. */
export type Path = {
	index: IndexName;
	/** Roughly what share of the tenant's records of the period is in the ranges. */
	share: number;
} & (
	| {
			/** Entries of a range are in time order. */
			byTime: true;
			/** Newest first: the ranges of one band cover the same time, and the bands follow each other. */
			bands: TimeRange[][];
	  }
	| { byTime: false; bands: TextRange[][] }
);

/** Approximate bytes of an entry, for estimates. */
export const entryBytes = 380;

const maxRanges = 24;
/** A phone number's first digits match about one record in this many. */
const phoneShare = 1 / 1000;

/** The path that probably reads the fewest entries. */
export function choosePath(tenantId: string, criteria: Criteria, directory: Directory): Path {
	const { agentIds, phone } = criteria;
	const candidates = [
		agentIds && agentPath(tenantId, agentIds, directory.accounts.size, criteria),
		phone && phone.length >= phoneAreaDigits ? phonePath(tenantId, phone) : undefined,
		monthPath(tenantId, criteria),
	].filter((path) => path !== undefined);
	return candidates.reduce((best, candidate) => (candidate.share < best.share ? candidate : best));
}

/** Some agents' calls; undefined if there are so many agents that a query for each costs more than it saves. */
function agentPath(tenantId: string, agentIds: string[], total: number, criteria: Criteria): Path | undefined {
	if (agentIds.length === 0 || agentIds.length > maxRanges) return undefined;
	const ranges = agentIds.map((agentId) => ({
		pk: fillTemplate(templates.agent.pk, { tenantId, agentId }),
		...timeBounds(criteria),
	}));
	const share = agentIds.length / Math.max(total, agentIds.length);
	return { index: "by-agent", bands: [ranges], byTime: true, share };
}

function timeBounds({ period }: Criteria): { low: number; high: number } {
	return { low: period.from, high: period.to - 1 };
}

/** All of a tenant's records of the period, month by month. */
export function monthPath(tenantId: string, criteria: Criteria): Path {
	const { low, high } = timeBounds(criteria);
	const bands: TimeRange[][] = [];
	for (let end = high; end >= low; ) {
		const start = Math.max(low, startOfJstDate(`${jstDate(end).slice(0, 7)}-01`));
		bands.push([{ pk: fillTemplate(templates.month.pk, { tenantId, month: monthOf(end) }), low: start, high: end }]);
		end = start - 1;
	}
	return { index: "by-time", bands, byTime: true, share: 1 };
}

function phonePath(tenantId: string, phone: string): Path {
	const pk = fillTemplate(templates.phone.pk, { tenantId, phoneArea: phoneAreaOf(phone) });
	// "~" sorts after every digit, and after the "#" that ends a number.
	const ranges = [{ pk, low: phone, high: `${phone}~` }];
	return { index: "by-number", bands: [ranges], byTime: false, share: phoneShare };
}
