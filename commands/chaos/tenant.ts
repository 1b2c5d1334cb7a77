import { randomUUID } from "node:crypto";
import type { Reason } from "../../shared/rejection/model.ts";

/** The tenant of a run; its accounts, campaigns and batches. */
export const tenant = "chaos";
export const accounts = { admin: "admin", supervisor: "sv01", leaver: "sv02" } as const;
export const agents = ["ag01", "ag02", "ag03", "ag04"] as const;
/** The accounts that search in the background and are notified by mail. */
export const exporters = [accounts.admin, accounts.supervisor] as const;
export const mailOf = (account: string) => `${account}@chaos.example.jp`;

export interface ChaosEvent {
	id: string;
	type: string;
	time: string;
	data: Record<string, unknown>;
	[member: string]: unknown;
}

export function event(type: string, time: string, data: Record<string, unknown>): ChaosEvent {
	const envelope = { specversion: "1.0", id: randomUUID(), source: "urn:rireki:chaos", tenantid: tenant };
	return { ...envelope, type: `rireki.${type}.v1`, time, data };
}

/** The run's calendar, by its own clock. Records of batch `short` expire during the run, all others long after. */
export const calendar = {
	start: Date.parse("2026-11-20T16:00:00+09:00"),
	/** The next day, when all earlier calls are in closed time. */
	nextDay: Date.parse("2026-11-21T09:00:00+09:00"),
	/** Shortly after the records of batch `short` have expired. */
	afterShort: Date.parse("2026-11-24T09:00:00+09:00"),
	/** After everything of the run has expired, files and trail too. */
	afterAll: Date.parse("2027-04-20T09:00:00+09:00"),
} as const;

export const batches = {
	long: { batchId: "b-long", campaignId: "c01", endsOn: "2026-12-31" },
	other: { batchId: "b-other", campaignId: "c02", endsOn: "2026-12-31" },
	/** Its records expire 90 days later, at the end of 23 November. */
	short: { batchId: "b-short", campaignId: "c01", endsOn: "2026-08-25" },
	/** Ends as early at first, but is extended in time. */
	moved: { batchId: "b-moved", campaignId: "c01", endsOn: "2026-08-25", movedTo: "2026-12-31" },
} as const;
export type BatchName = keyof typeof batches;

const early = "2026-11-01T09:00:00+09:00";
const late = "2026-11-02T09:00:00+09:00";

function account(accountId: string, role: string, more: object = {}, time = early): ChaosEvent {
	const grants = role === "supervisor" ? ["c01"] : [];
	return event("account.saved", time, {
		accountId,
		name: `氏名 ${accountId}`,
		role,
		campaignIds: grants,
		active: true,
		...more,
	});
}

function campaign(campaignId: string, name: string, time = early): ChaosEvent {
	const results = ["contract", "refused", "absent"].map((kind) => ({ resultId: `${campaignId}-${kind}`, label: kind }));
	return event("campaign.saved", time, { campaignId, name, resultEntry: true, results });
}

/** The first versions of everything that calls refer to. */
export function firstSaves(): ChaosEvent[] {
	return [
		event("tenant.saved", early, { name: "カオス株式会社", outboundOption: true }),
		account(accounts.admin, "admin", { email: mailOf(accounts.admin) }),
		account(accounts.supervisor, "supervisor", { email: mailOf(accounts.supervisor) }),
		account(accounts.leaver, "supervisor"),
		...agents.map((agent) => account(agent, "agent")),
		campaign("c01", "初版"),
		campaign("c02", "満足度調査"),
		...Object.values(batches).map(({ batchId, campaignId, endsOn }) =>
			event("batch.saved", early, { batchId, campaignId, name: batchId, startsOn: "2026-08-01", endsOn }),
		),
		event("customer-list.saved", early, { customerListId: "l01", name: "資料請求者" }),
		event("calling-group.saved", early, { callingGroupId: "g01", name: "東京第一" }),
	];
}

export const lastCampaignName = "最終版";

/** Later versions, which arrive in any order: the last one by time must win. */
export function laterSaves(): ChaosEvent[] {
	const { batchId, campaignId, movedTo } = batches.moved;
	return [
		campaign("c01", "第二版", "2026-11-02T08:00:00+09:00"),
		campaign("c01", lastCampaignName, late),
		account(accounts.leaver, "supervisor", { active: false }, late),
		event("batch.saved", late, { batchId, campaignId, name: batchId, startsOn: "2026-08-01", endsOn: movedTo }),
	];
}

/** Events that cannot be applied, with the reason that the dead-letter queue must give. */
export function hopeless(callId: string): { body: string; reason: Reason }[] {
	const call = {
		callId,
		requestId: callId,
		campaignId: "c02",
		batchId: batches.long.batchId,
		customerId: "u",
		phone: "0312345678",
	};
	const calledAt = "2026-11-20T09:00:00+09:00";
	const mismatch = event("call.completed", calledAt, { ...call, calledAt, durationSeconds: 1 });
	return [
		{ body: `{"callId":"${callId}"`, reason: "not-json" },
		{ body: JSON.stringify(event("nothing.known", calledAt, { callId })), reason: "invalid-event" },
		{ body: JSON.stringify(mismatch), reason: "campaign-mismatch" },
	];
}
