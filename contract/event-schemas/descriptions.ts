import { systemResults } from "../../shared/directory/model.ts";
import type { IncomingEvent } from "../../shared/incoming-event/model.ts";
import type { OutgoingEvent } from "../../shared/outgoing-event/model.ts";

/** A member's description, or a part of its JSON Schema. */
type Description = string | { description: string; [keyword: string]: unknown };
export type EventType = IncomingEvent["type"] | OutgoingEvent["type"];
export type Descriptions = Readonly<Record<string, Description>>;

const systemResultNames = Object.entries(systemResults).map(([id, label]) => `${id} ${label}`);

/** Descriptions of members that incoming events of any type may have. */
export const envelopeIn: Descriptions = {
	specversion: "The version of CloudEvents.",
	id: "The sender's own id of the event; the same when it is sent again.",
	source: "The sender, such as urn:example:dialler. Events about this event repeat it.",
	type: "The type of the event.",
	time:
		"When it happened, with its offset. Of two saves of the same thing, the later counts, whatever order they " +
		"arrive in.",
	tenantid: "The tenant. No event affects another tenant's data.",
	data: "The content.",
};

export const envelopeOut: Descriptions = {
	specversion: "The version of CloudEvents.",
	id: "The same for every delivery of the event: handle each id once.",
	source: "This product.",
	type: "The type of the event.",
	subject: "What it is about: a call, a search, or the id of a sender's event; absent if that id cannot be read.",
	time: "When it happened, JST with its offset.",
	tenantid: "The tenant; absent if it cannot be read.",
	datacontenttype: "The media type of `data`.",
	data: "The content.",
};

const correctable = (path: string, when: string): Descriptions => ({
	[`data.${path}`]: `The correctable fields, as they were ${when}.`,
	[`data.${path}.altPhone`]: "電話番号(その他).",
	[`data.${path}.talkedWith`]: "対話者: self 本人, other その他.",
	[`data.${path}.resultId`]: "対話結果.",
	[`data.${path}.nextAction`]: "次のアクション.",
	[`data.${path}.nextAction.type`]: "continue 自動発信継続, redial 再発信日時設定, done 完了.",
	[`data.${path}.nextAction.redialAt`]: "When to call again; with redial.",
	[`data.${path}.memo`]: "メモ.",
});

const ofSender: Descriptions = {
	"data.eventId": "`id` of the event that it is about; null if it cannot be read.",
	"data.eventType": "`type` of that event; null if it cannot be read.",
	"data.eventSource": "`source` of that event; null if it cannot be read.",
};

export const descriptions: Readonly<Record<EventType, Descriptions>> = {
	"rireki.tenant.saved.v1": {
		"data.name": "Shown in the console.",
		"data.outboundOption": "Whether the tenant has アウトバウンド; without it, every route of the API answers 403.",
	},
	"rireki.account.saved.v1": {
		"data.accountId": "Unique in the tenant, and the `account` of its tokens.",
		"data.name": "Shown as 発信担当者 and 更新者.",
		"data.role":
			"What the account sees and corrects: agent, its own calls; supervisor, the campaigns granted; admin, the tenant.",
		"data.email": "The address for its mails; counts as confirmed.",
		"data.campaignIds": "The campaigns granted to a supervisor; ignored for other roles.",
		"data.active": "False deactivates the account, even if other members of the event are invalid.",
	},
	"rireki.campaign.saved.v1": {
		"data.campaignId": "Unique in the tenant.",
		"data.name": "Shown as キャンペーン.",
		"data.resultEntry": "False for 設定しない: agents report no result, and none can be set in a correction.",
		"data.results": "All results that its calls may have besides the system's. A result left out loses its label.",
		"data.results[].resultId": "Unique in the tenant, and different from the system's.",
		"data.results[].label": "Shown as 対話結果.",
	},
	"rireki.batch.saved.v1": {
		"data.batchId": "Unique in the tenant.",
		"data.campaignId": "The campaign that it belongs to; its calls must name the same one.",
		"data.name": "Shown as バッチ.",
		"data.startsOn": "First day of バッチ実施期間, JST.",
		"data.endsOn":
			"Last day, JST; the batch's records are kept until 90 days after the end of that day. Must not be before " +
			"`startsOn`; otherwise the two are swapped.",
	},
	"rireki.customer-list.saved.v1": {
		"data.customerListId": "Unique in the tenant.",
		"data.name": "Shown as 顧客リスト.",
	},
	"rireki.customer-list.deleted.v1": {
		"data.customerListId": "The list; its calls no longer show its name.",
	},
	"rireki.calling-group.saved.v1": {
		"data.callingGroupId": "Unique in the tenant.",
		"data.name": "Shown as 発信グループ.",
	},
	"rireki.call.completed.v1": {
		"data.callId": "Unique in the tenant. A known call is not changed.",
		"data.requestId": "リクエストID.",
		"data.calledAt": "発信日時, with its offset; at most a day ahead.",
		"data.campaignId": "The campaign to which the batch belongs.",
		"data.batchId": "The batch. If it is unknown, the call waits a day for it.",
		"data.customerListId": "顧客リスト.",
		"data.callingGroupId": "発信グループ.",
		"data.customerId":
			"The customer, who may be in several batches. The latest call of (batch, customer) can be corrected.",
		"data.callerId": "通知番号, as it was shown to the customer.",
		"data.name": "名前, as it was when the call was made.",
		"data.kana": "フリガナ, likewise.",
		"data.phone": "電話番号 that was dialled, as text.",
		"data.altPhone": "電話番号(その他), as text.",
		"data.remarks": "備考, as they were when the call was made.",
		"data.agentId": "発信担当者; left out if no agent took the call.",
		"data.talkedWith": "対話者: self 本人, other その他.",
		"data.resultId": {
			description: "対話結果: a system result, or one of the campaign's.",
			anyOf: [
				{ enum: Object.keys(systemResults), description: `System results: ${systemResultNames.join(", ")}.` },
				{ description: "A `resultId` of the campaign. An unknown one is kept and noted." },
			],
		},
		"data.durationSeconds": "通話時間, in seconds; fractions are cut off. 0 if nobody answered.",
		"data.nextAction": "次のアクション.",
		"data.nextAction.type": "continue 自動発信継続, redial 再発信日時設定, done 完了.",
		"data.nextAction.redialAt": "When to call again, with its offset.",
		"data.memo": "メモ, at most 5,000 characters.",
		"data.createdAt": "作成日時; the event's `time` if left out.",
	},
	"rireki.recording.stored.v1": {
		"data.callId": "The call, which may have fifty recordings. If it is unknown, the event waits a day for it.",
		"data.objectKey":
			"The recording's key in the bucket, in the tenant's own folder `tenantid`/; at most 1,024 bytes of UTF-8 " +
			"(S3's limit).",
		"data.contentType": "Media type; parameters are dropped.",
		"data.durationSeconds": "How long it plays, in seconds; fractions are cut off.",
	},
	"rireki.call-history.corrected.v1": {
		"data.callId": "The record.",
		"data.requestId": "リクエストID of the call.",
		"data.calledAt": "When the call was made, JST with its offset.",
		"data.campaignId": "Its campaign.",
		"data.batchId": "Its batch.",
		"data.customerListId": "Its list.",
		"data.customerId": "The customer, to be called again if the next action says so.",
		"data.agentId": "The agent who took the call.",
		"data.version": "The number of the correction: 1 for the first of a record.",
		"data.correctedAt": "When it was corrected, JST with its offset.",
		"data.correctedBy": "The id of the account that corrected it.",
		"data.reason": "The reason, if one was given.",
		"data.fields": "The fields that the correction changed.",
		...correctable("before", "before"),
		...correctable("after", "after"),
	},
	"rireki.async-search.finished.v1": {
		"data.asyncSearchId": "The search.",
		"data.accountId": "Whose search it is.",
		"data.run": "1, plus one for each rerun of the search.",
		"data.state": "completed 正常終了, failed 異常終了.",
		"data.note": "検索メモ.",
		"data.createdAt": "When it was requested, JST with its offset.",
		"data.finishedAt": "When it ended, JST with its offset.",
		"data.rowCount": "Rows of the file; null if it failed.",
		"data.byteCount": "Bytes of the file; null if it failed.",
		"data.sha256": "SHA-256 of the file, in hexadecimal digits; null if it failed.",
		"data.failureCode": "Why it failed; null if it did not.",
	},
	"rireki.event.rejected.v1": {
		...ofSender,
		"data.reason": "Why it was rejected: docs/events.md lists the reasons.",
		"data.detail": "Details, in English: pointers, ids and times, but no customer data.",
		"data.remedy": "What to do.",
		"data.remedy.ja": "In Japanese.",
		"data.remedy.en": "In English.",
	},
	"rireki.event.noted.v1": {
		...ofSender,
		"data.count": "The number of all notes; `notes` has only the first ones.",
		"data.notes": "Values that were not accepted as they were sent, or that refer to something unknown.",
		"data.notes[].pointer": "JSON pointer of the member, such as /data/email.",
		"data.notes[].code": "Why; `unknown-…` if it refers to something unknown.",
		"data.notes[].became": "What was done with the value; `kept` if the record has it as it was sent.",
	},
};
