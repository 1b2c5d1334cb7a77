import * as z from "zod";
import { dayMs, endOfJstDate } from "../time/model.ts";

/**
 * Ids go into keys, object paths and URLs: printable ASCII without `#`, `/`, quotes and spaces. `.` and `..` are not
 * allowed, because they disappear from a URL's path.
 */
export const idSchema = z.string().regex(/^(?!\.{1,2}$)[A-Za-z0-9._:@+~-]{1,64}$/);
/**
 * A tenant's id is also a tag of its sessions (docs/decisions/008), which must not contain `~`, and a folder's name,
 * which must not consist of dots.
 */
export const tenantIdSchema = idSchema.regex(/^(?!\.+$)[^~]*$/);
export const roles = ["agent", "supervisor", "admin"] as const;
export type Role = (typeof roles)[number];

export interface Tenant {
	name: string;
	outboundOption: boolean;
}

export interface Account {
	accountId: string;
	name: string;
	role: Role;
	email?: string | undefined;
	/** The campaigns granted to a supervisor; meaningless for other roles. */
	campaignIds: string[];
	active: boolean;
}

export interface Campaign {
	campaignId: string;
	name: string;
	/** false = 設定しない: agents report no result, and none can be set in a correction. */
	resultEntry: boolean;
	results: { resultId: string; label: string }[];
}

/** Dates in JST, both included. */
export interface Batch extends Partial<BatchTerms> {
	batchId: string;
	campaignId: string;
	name: string;
	startsOn: string;
	endsOn: string;
}

export interface CustomerList {
	customerListId: string;
	name: string;
}

export interface CallingGroup {
	callingGroupId: string;
	name: string;
}

/** Where an account wants its mails; without an address, nowhere. */
export interface MailAddressSetting {
	accountId: string;
	email?: string;
	/** The hash of the token that confirmed the address, so that sending it again gets the same answer. */
	confirmedBy?: string;
}

const retentionDays = 90;

/** Epoch milliseconds from which a batch's records are gone: `endsOn` 24:00 JST + 90 days. */
export function batchExpiresAt(batch: Pick<Batch, "endsOn">): number {
	return endOfJstDate(batch.endsOn) + retentionDays * dayMs;
}

/** What remains known of a batch's former ends. Epoch milliseconds. */
export interface BatchTerms {
	/**
	 * Set when the end was moved earlier, which may be a mistake: until this time the batch's records are hidden, but
	 * kept.
	 */
	keptUntil: number;
	/**
	 * Set when the end was moved later after the records had expired: records deleted before this moment do not come
	 * back.
	 */
	revivedAt: number;
}

/** How long a mistaken end can be corrected without loss. */
const mendableMs = 7 * dayMs;

/** When the table may delete a batch's records, in epoch milliseconds: never before {@link batchExpiresAt}. */
export function recordsKeptUntil(batch: Pick<Batch, "endsOn" | "keptUntil">): number {
	return Math.max(batchExpiresAt(batch), batch.keptUntil ?? 0);
}

/** What a batch's end means for its records, given its previous end. */
export function termsOf(
	batch: Pick<Batch, "endsOn">,
	before: Pick<Batch, "endsOn" | "keptUntil" | "revivedAt"> | undefined,
	now: number,
): Partial<BatchTerms> {
	if (!before) return {};
	const [end, keptBefore] = [batchExpiresAt(batch), recordsKeptUntil(before)];
	const keptUntil = Math.min(keptBefore, now + mendableMs);
	const revivedAt = keptBefore <= now && now < end ? now : before.revivedAt;
	return { ...(keptUntil > end ? { keptUntil } : {}), ...(revivedAt === undefined ? {} : { revivedAt }) };
}

/**
 * Epoch seconds at which TTL may delete the batch itself: a month after its records, so that a record that TTL has not
 * deleted yet still finds its batch, and counts as expired.
 */
export function batchItemExpiresAt(batch: Pick<Batch, "endsOn" | "keptUntil">): number {
	return Math.ceil((recordsKeptUntil(batch) + 30 * dayMs) / 1000);
}

/** Everything that a tenant's records refer to, by id. Deleted customer lists are absent. */
export interface Directory {
	tenant: Tenant | undefined;
	/** When the tenant was removed, in epoch milliseconds; it does not exist until a later save. */
	removedAt?: number | undefined;
	accounts: ReadonlyMap<string, Account>;
	campaigns: ReadonlyMap<string, Campaign>;
	batches: ReadonlyMap<string, Batch>;
	customerLists: ReadonlyMap<string, CustomerList>;
	callingGroups: ReadonlyMap<string, CallingGroup>;
	mailAddresses: ReadonlyMap<string, MailAddressSetting>;
}

export const systemResults = {
	timeout: "タイムアウト",
	no_agent: "エージェントなし",
	busy_or_announcement: "話中・アナウンス",
	do_not_call: "発信禁止リスト対象",
	out_of_service_number: "サービス対象外番号",
	concurrent_call_limit: "同時通話数上限",
	system_error: "システムエラー",
} as const;

/** Labels of the system's results and of every campaign's, by result id. */
export function resultLabels(campaigns: Iterable<Campaign>): Map<string, string> {
	const labels = new Map<string, string>(Object.entries(systemResults));
	for (const campaign of campaigns) for (const result of campaign.results) labels.set(result.resultId, result.label);
	return labels;
}
