import type { Account, Batch, CallingGroup, Campaign, CustomerList } from "../../shared/directory/model.ts";
import { addDays, monthStart } from "./calendar.ts";
import type { Outcome } from "./memos.ts";
import { surnames } from "./names.ts";

/** A campaign, with the parameters of its simulation. */
export interface DemoCampaign extends Campaign {
	/** Outcomes by frequency. Campaigns without result entry also have outcomes, but do not report them. */
	outcomes: readonly (readonly [Outcome, number])[];
	/** The subjects of its agents' memos. */
	products: readonly string[];
	callerId: string;
	/** Its share of the tenant's calls while all of its batches run. */
	share: number;
	groupIds: readonly string[];
}

export interface DemoBatch extends Batch {
	listIds: readonly string[];
}

export interface DemoAgent extends Account {
	groupId: string;
	/** The first day after its calls. */
	leftOn?: string;
}

export interface DemoTenant {
	tenantId: string;
	name: string;
	outboundOption: boolean;
	/** The approximate number of calls. */
	calls: number;
	campaigns: DemoCampaign[];
	batches: DemoBatch[];
	customerLists: CustomerList[];
	deletedList?: { customerListId: string; deletedAt: number };
	callingGroups: CallingGroup[];
	agents: DemoAgent[];
	/** Everybody else. */
	staff: Account[];
}

/** `kind=label:weight`; without a label the campaign has no result entry. */
export function campaign(
	campaignId: string,
	name: string,
	outcomes: string,
	rest: Omit<DemoCampaign, keyof Campaign | "outcomes">,
) {
	const parsed = outcomes.split(" ").map((text) => {
		const [kind = "", label = "", weight = ""] = text.split(/[=:]/);
		return { kind: kind as Outcome, label, weight: Number(weight) };
	});
	const results = parsed
		.filter(({ label }) => label)
		.map(({ kind, label }) => ({ resultId: `${campaignId}-${kind}`, label }));
	return {
		campaignId,
		name,
		resultEntry: results.length > 0,
		results,
		outcomes: parsed.map(({ kind, weight }) => [kind, weight] as const),
		...rest,
	};
}

function batch(campaignId: string, startsOn: string, endsOn: string, listIds: string[]): DemoBatch {
	const month = startsOn.slice(0, 7).replace("-", "").slice(2);
	const half = startsOn.endsWith("01") ? "" : "後期";
	const name = `${Number(startsOn.slice(0, 4))}年${Number(startsOn.slice(5, 7))}月${half}分`;
	return { batchId: `${campaignId.replace("c", "b")}-${month}`, campaignId, name, startsOn, endsOn, listIds };
}

/** One batch for each calendar month, the months counted from today's. */
export function monthly(today: string, campaignId: string, months: readonly number[], listIds: string[]): DemoBatch[] {
	return months.map((month) =>
		batch(campaignId, monthStart(today, month), addDays(monthStart(today, month + 1), -1), listIds),
	);
}

/** Batches from each 16th to the next 15th, so that not all of them end on the same day. */
export function midMonthly(today: string, campaignId: string, count: number, listIds: string[]): DemoBatch[] {
	const running = Number(today.slice(8)) >= 16 ? 0 : -1;
	return Array.from({ length: count }, (_, index) => {
		const month = running - (count - 1 - index);
		return batch(campaignId, addDays(monthStart(today, month), 15), addDays(monthStart(today, month + 1), 14), listIds);
	});
}

const agentGivenNames = [
	"美咲",
	"翔",
	"由佳",
	"健太",
	"綾",
	"大介",
	"奈緒",
	"亮",
	"千春",
	"剛",
	"沙織",
	"拓",
	"恵",
	"誠",
	"悠",
	"瞳",
];

export function agents(tenantIndex: number, groups: readonly string[], perGroup: number): DemoAgent[] {
	return groups.flatMap((groupId, groupIndex) =>
		Array.from({ length: perGroup }, (_, index) => {
			const number = groupIndex * perGroup + index;
			const surname = surnames[(number * 7 + 10 + tenantIndex * 3) % surnames.length]?.name;
			const name = `${surname} ${agentGivenNames[(number * 5 + tenantIndex) % agentGivenNames.length]}`;
			return { ...account(`ag${String(number + 1).padStart(2, "0")}`, name, "agent"), groupId };
		}),
	);
}

export function account(accountId: string, name: string, role: Account["role"], more: Partial<Account> = {}): Account {
	return { accountId, name, role, campaignIds: [], active: true, ...more };
}
