import type { Account, Batch, CallingGroup, Campaign, CustomerList, Tenant } from "../../shared/directory/model.ts";

export interface CloudEvent {
	specversion: string;
	id: string;
	source: string;
	type: string;
	time: string;
	tenantid: string;
	data: object;
}

type Options = { tenant?: string; time?: string; id?: string };

/** Among events of the same time the greater id wins, so later events get greater ids. */
let count = 0;

function event(type: string, data: object, { tenant = "acme", time = "2026-11-01T09:00:00+09:00", id }: Options) {
	const envelope = {
		specversion: "1.0",
		id: id ?? `e-${String(++count).padStart(7, "0")}`,
		source: "urn:test",
		type,
		time,
	};
	return { ...envelope, tenantid: tenant, data } satisfies CloudEvent;
}

export function tenantSaved(data: Partial<Tenant> = {}, options: Options = {}): CloudEvent {
	return event("rireki.tenant.saved.v1", { name: "アクメ株式会社", outboundOption: true, ...data }, options);
}

export function accountSaved(data: Partial<Account> & { accountId: string }, options: Options = {}): CloudEvent {
	const defaults = { name: `氏名 ${data.accountId}`, role: "agent", campaignIds: [], active: true };
	return event("rireki.account.saved.v1", { ...defaults, ...data }, options);
}

export function campaignSaved(data: Partial<Campaign> & { campaignId: string }, options: Options = {}): CloudEvent {
	const { campaignId } = data;
	const results = [
		{ resultId: `${campaignId}-contract`, label: "成約" },
		{ resultId: `${campaignId}-refused`, label: "お断り" },
		{ resultId: `${campaignId}-absent`, label: "不在" },
	];
	const defaults = { name: `キャンペーン ${campaignId}`, resultEntry: true, results };
	return event("rireki.campaign.saved.v1", { ...defaults, ...data }, options);
}

export function batchSaved(data: Partial<Batch> & { batchId: string }, options: Options = {}): CloudEvent {
	const defaults = { campaignId: "c01", name: "11月分", startsOn: "2026-11-01", endsOn: "2026-11-30" };
	return event("rireki.batch.saved.v1", { ...defaults, ...data }, options);
}

export function customerListSaved(data: Partial<CustomerList> = {}, options: Options = {}): CloudEvent {
	return event("rireki.customer-list.saved.v1", { customerListId: "l01", name: "資料請求者", ...data }, options);
}

export function customerListDeleted(customerListId: string, options: Options = {}): CloudEvent {
	return event("rireki.customer-list.deleted.v1", { customerListId }, options);
}

export function callingGroupSaved(data: Partial<CallingGroup> = {}, options: Options = {}): CloudEvent {
	return event("rireki.calling-group.saved.v1", { callingGroupId: "g01", name: "東京第一", ...data }, options);
}

/** A call as the dialler reports it. */
export function callCompleted(data: Record<string, unknown> & { callId: string }, options: Options = {}): CloudEvent {
	const defaults = {
		requestId: "01234567890123456789",
		calledAt: "2026-11-20T10:00:12+09:00",
		campaignId: "c01",
		batchId: "b01",
		customerListId: "l01",
		callingGroupId: "g01",
		customerId: `cu-${data.callId}`,
		callerId: "0312340000",
		name: "髙橋 さくら",
		kana: "タカハシ サクラ",
		phone: "09012345678",
		remarks: "平日午前を希望",
		agentId: "ag01",
		talkedWith: "self",
		resultId: "c01-refused",
		durationSeconds: 184,
		nextAction: { type: "continue" },
		memo: "料金表を送付。〜来週に再度連絡。",
		createdAt: "2026-11-20T10:03:40+09:00",
	};
	const time = (data.calledAt as string | undefined) ?? defaults.calledAt;
	return event("rireki.call.completed.v1", { ...defaults, ...data }, { time, ...options });
}

export function recordingStored(
	callId: string,
	options: Options & { objectKey?: string; durationSeconds?: number } = {},
): CloudEvent {
	const objectKey = options.objectKey ?? `${options.tenant ?? "acme"}/2026/11/20/${callId}.wav`;
	const data = { callId, objectKey, contentType: "audio/wav", durationSeconds: options.durationSeconds ?? 184 };
	return event("rireki.recording.stored.v1", data, options);
}

/** A tenant with two campaigns, a batch each, an administrator, a supervisor of c01 and two agents. */
export function basicTenant(tenant = "acme"): CloudEvent[] {
	const options = { tenant };
	return [
		tenantSaved({}, options),
		accountSaved({ accountId: "admin", name: "管理 者", role: "admin" }, options),
		accountSaved({ accountId: "sv01", name: "田中 花子", role: "supervisor", campaignIds: ["c01"] }, options),
		accountSaved({ accountId: "ag01", name: "鈴木 一郎" }, options),
		accountSaved({ accountId: "ag02", name: "佐藤 二郎" }, options),
		campaignSaved({ campaignId: "c01", name: "秋の定期プラン案内" }, options),
		campaignSaved({ campaignId: "c02", name: "満足度アンケート", resultEntry: false, results: [] }, options),
		batchSaved({ batchId: "b01" }, options),
		batchSaved({ batchId: "b02", campaignId: "c02" }, options),
		customerListSaved({}, options),
		callingGroupSaved({}, options),
	];
}
