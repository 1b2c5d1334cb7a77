import {
	accountSaved,
	basicTenant,
	batchSaved,
	type CloudEvent,
	callingGroupSaved,
	campaignSaved,
	customerListSaved,
} from "../test/support/events.ts";
import { agentIds, batches, campaignIds, groupIds, listIds } from "./calls.ts";
import { surnames } from "./surnames.ts";

/** The basic tenant has campaigns and batches with the same ids, which end sooner. */
const later = "2026-06-02T09:00:00+09:00";
const labels = {
	contract: "成約",
	considering: "検討中",
	refused: "お断り",
	cancel: "解約の申し出",
	absent: "不在",
	wrong: "番号違い",
	answered: "回答済み",
	complaint: "お叱り",
};

/** Everything that the calls of a tenant refer to. */
export function directoryOf(tenant: string): CloudEvent[] {
	const options = { tenant, time: later };
	const results = (campaignId: string) =>
		Object.entries(labels).map(([outcome, label]) => ({ resultId: `${campaignId}-${outcome}`, label }));
	return [
		...basicTenant(tenant).map((event) => ({ ...event, time: "2026-06-01T09:00:00+09:00" })),
		...campaignIds.map((campaignId) => campaignSaved({ campaignId, results: results(campaignId) }, options)),
		...agentIds.map((accountId, index) =>
			accountSaved({ accountId, name: `${surnames[index]?.name} ${accountId}` }, options),
		),
		...batches.map((batch) => batchSaved({ ...batch, name: `${batch.batchId}分`, startsOn: "2026-06-01" }, options)),
		...listIds.map((customerListId) => customerListSaved({ customerListId, name: `リスト${customerListId}` }, options)),
		...groupIds.map((callingGroupId) => callingGroupSaved({ callingGroupId, name: `拠点${callingGroupId}` }, options)),
	];
}
