import { type IndexName, monthOf, phoneAreaDigits, phoneAreaOf, templates } from "../call-history/schema.ts";
import type { Directory } from "../directory/model.ts";
import { fillTemplate } from "../platform/keys.ts";
import { jstDate, startOfJstDate } from "../time/model.ts";
import type { Criteria } from "./criteria.ts";
import type { Column } from "./model.ts";

/** A stretch of one index partition. Both ends belong to it. */
export interface Range {
	pk: string;
	low: number | string;
	high: number | string;
}

/** One way to the hits of a search. */
export interface Path {
	index: IndexName;
	/** Entries hold all of a list row. */
	wide: boolean;
	/** Bands of ranges, newest first: those of one band cover the same time, and the bands follow each other. */
	bands: Range[][];
	/** Whether a range's entries come in the order of time. */
	byTime: boolean;
	/** Roughly which part of the tenant's records of the period lies in the ranges. */
	share: number;
}

/** Approximate bytes of an entry, for estimates. */
export const entryBytes = { narrow: 150, wide: 380 } as const;
/** What fetching one whole record costs, in the same measure: half a unit of 8,192 bytes. */
const fetchBytes = 4096;

const maxRanges = 24;
/** A phone number's first digits leave about one record in so many. */
const phoneShare = 1 / 1000;

const narrowColumns: ReadonlySet<Column> = new Set<Column>([
	"callId",
	"calledAt",
	"campaignName",
	"batchName",
	"customerListName",
	"callingGroupName",
	"phone",
	"agentName",
	"resultLabel",
]);

/** Whether hits can be found, and put in order, without the wide entries. */
export function narrowSuffices(criteria: Criteria, sortColumn: Column): boolean {
	return !criteria.memo && criteria.words.length === 0 && narrowColumns.has(sortColumn);
}

/**
 * Wide entries are rows already; narrow ones are smaller, but each hit has to be fetched, by one call more.
 * @param hitRate hits per record of the tenant
 * @param wideShare which part of the tenant's records the wide entries are
 */
export function narrowIsCheaper(hitRate: number, wideShare = 1): boolean {
	return (entryBytes.narrow + hitRate * fetchBytes) * 1.25 < entryBytes.wide * wideShare;
}

/** The path on which the fewest bytes are read, as far as that can be told beforehand. */
export function choosePath(tenantId: string, criteria: Criteria, directory: Directory, sortColumn: Column): Path {
	const { agentIds, phone } = criteria;
	const agentKeys = agentIds?.map((agentId) => fillTemplate(templates.agent.pk, { tenantId, agentId }));
	const batchKeys = batchIdsOf(criteria, directory)?.map((batchId) =>
		fillTemplate(templates.batch.pk, { tenantId, batchId }),
	);
	const candidates = [
		monthPath(tenantId, criteria, narrowSuffices(criteria, sortColumn)),
		agentKeys && listPath("agent-wide", agentKeys, directory.accounts.size, criteria),
		batchKeys && listPath("batch-wide", batchKeys, directory.batches.size, criteria),
		phone && phone.length >= phoneAreaDigits ? phonePath(tenantId, phone) : undefined,
	].filter((path) => path !== undefined);
	const bytes = ({ share, wide }: Path) => share * (wide ? entryBytes.wide : entryBytes.narrow);
	return candidates.reduce((best, candidate) => (bytes(candidate) < bytes(best) ? candidate : best));
}

/** Some partitions of one index; undefined where there are none, or so many that a query each costs more than it saves. */
function listPath(index: IndexName, keys: string[], total: number, criteria: Criteria): Path | undefined {
	if (keys.length === 0 || keys.length > maxRanges) return undefined;
	const ranges = keys.map((pk) => ({ pk, ...timeBounds(criteria) }));
	return { index, wide: true, bands: [ranges], byTime: true, share: keys.length / Math.max(total, keys.length) };
}

/** The batches in question where the criteria name some, or campaigns, whose batches they stand for. */
function batchIdsOf(criteria: Criteria, directory: Directory): string[] | undefined {
	const { batchIds, campaignIds } = criteria;
	if (!batchIds && !campaignIds) return undefined;
	const campaigns = campaignIds && new Set(campaignIds);
	const expired = new Set(criteria.expiredBatchIds);
	const ofCampaigns = (id: string) => !campaigns || campaigns.has(directory.batches.get(id)?.campaignId ?? "");
	return [...(batchIds ?? directory.batches.keys())].filter((id) => !expired.has(id) && ofCampaigns(id));
}

function timeBounds({ period }: Criteria): { low: number; high: number } {
	return { low: period.from, high: period.to - 1 };
}

/** All of a tenant's records of the period, month by month. */
export function monthPath(tenantId: string, criteria: Criteria, narrow: boolean): Path {
	const { low, high } = timeBounds(criteria);
	const bands: Range[][] = [];
	for (let end = high; end >= low; ) {
		const start = Math.max(low, startOfJstDate(`${jstDate(end).slice(0, 7)}-01`));
		bands.push([{ pk: fillTemplate(templates.month.pk, { tenantId, month: monthOf(end) }), low: start, high: end }]);
		end = start - 1;
	}
	return { index: narrow ? "month-narrow" : "month-wide", wide: !narrow, bands, byTime: true, share: 1 };
}

function phonePath(tenantId: string, phone: string): Path {
	const pk = fillTemplate(templates.phone.pk, { tenantId, phoneArea: phoneAreaOf(phone) });
	// "~" sorts behind every digit, and behind the "#" that ends a number.
	const ranges = [{ pk, low: phone, high: `${phone}~` }];
	return { index: "phone-wide", wide: true, bands: [ranges], byTime: false, share: phoneShare };
}
