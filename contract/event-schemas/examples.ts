import { remedies } from "../../shared/rejection/model.ts";
import type { EventType } from "./descriptions.ts";

function sent(id: string, time: string, data: object) {
	return { specversion: "1.0", id, source: "urn:example:dialler", time, tenantid: "acme", data };
}

function published(id: string, subject: string, time: string, data: object) {
	const datacontenttype = "application/json";
	return { specversion: "1.0", id, source: "urn:rireki", subject, time, tenantid: "acme", datacontenttype, data };
}

const morning = "2026-11-01T09:00:00+09:00";
const call = {
	callId: "20261120-000001",
	requestId: "01234567890123456789",
	calledAt: "2026-11-20T10:00:12+09:00",
	campaignId: "c01",
	batchId: "b01",
	customerListId: "l01",
	customerId: "cu-0001",
};
const values = { altPhone: null, talkedWith: "self", resultId: "c01-interested", memo: null };
const aboutEvent = { eventId: "e-0009", eventType: "rireki.call.completed.v1", eventSource: "urn:example:dialler" };

/** Examples of every event, without `type`. They match its schema, and the intake accepts them unchanged. */
export const examples: Readonly<Record<EventType, readonly object[]>> = {
	"rireki.tenant.saved.v1": [sent("e-0001", morning, { name: "アクメ株式会社", outboundOption: true })],
	"rireki.account.saved.v1": [
		sent("e-0002", morning, {
			accountId: "sv01",
			name: "田中 花子",
			role: "supervisor",
			email: "tanaka@example.com",
			campaignIds: ["c01"],
			active: true,
		}),
		sent("e-0003", morning, { accountId: "ag01", name: "鈴木 一郎", role: "agent", active: true }),
	],
	"rireki.campaign.saved.v1": [
		sent("e-0004", morning, {
			campaignId: "c01",
			name: "秋の定期プラン案内",
			resultEntry: true,
			results: [
				{ resultId: "c01-contract", label: "成約" },
				{ resultId: "c01-interested", label: "見込みあり" },
			],
		}),
	],
	"rireki.batch.saved.v1": [
		sent("e-0005", morning, {
			batchId: "b01",
			campaignId: "c01",
			name: "11月分",
			startsOn: "2026-11-01",
			endsOn: "2026-11-30",
		}),
	],
	"rireki.customer-list.saved.v1": [sent("e-0006", morning, { customerListId: "l01", name: "資料請求者" })],
	"rireki.customer-list.deleted.v1": [sent("e-0007", "2026-12-01T09:00:00+09:00", { customerListId: "l01" })],
	"rireki.calling-group.saved.v1": [sent("e-0008", morning, { callingGroupId: "g01", name: "東京第一" })],
	"rireki.call.completed.v1": [
		sent("e-0009", "2026-11-20T10:03:41+09:00", {
			...call,
			callingGroupId: "g01",
			callerId: "0312340000",
			name: "髙橋 さくら",
			kana: "タカハシ サクラ",
			phone: "09012345678",
			remarks: "平日午前を希望",
			agentId: "ag01",
			talkedWith: "self",
			resultId: "c01-interested",
			durationSeconds: 184,
			nextAction: { type: "redial", redialAt: "2026-11-25T10:00:00+09:00" },
			memo: "料金表を送付。来週に再度連絡。",
			createdAt: "2026-11-20T10:03:40+09:00",
		}),
		sent("e-0010", "2026-11-20T10:05:02+09:00", {
			callId: "20261120-000002",
			requestId: "01234567890123456790",
			calledAt: "2026-11-20T10:04:30+09:00",
			campaignId: "c01",
			batchId: "b01",
			customerId: "cu-0002",
			phone: "0667890123",
			resultId: "timeout",
			durationSeconds: 0,
		}),
	],
	"rireki.recording.stored.v1": [
		sent("e-0011", "2026-11-20T10:06:00+09:00", {
			callId: "20261120-000001",
			objectKey: "acme/2026/11/20/20261120-000001.wav",
			contentType: "audio/wav",
			durationSeconds: 184,
		}),
	],
	"rireki.call-history.corrected.v1": [
		published("acme/20261120-000001/1", "20261120-000001", "2026-11-20T15:00:01+09:00", {
			...call,
			agentId: "ag01",
			version: 1,
			correctedAt: "2026-11-20T15:00:01+09:00",
			correctedBy: "sv01",
			reason: "本人より連絡",
			fields: ["nextAction"],
			before: { ...values, nextAction: { type: "done" } },
			after: { ...values, nextAction: { type: "redial", redialAt: "2026-11-25T10:00:00+09:00" } },
		}),
	],
	"rireki.async-search.finished.v1": [
		published("acme/s-0001/1", "s-0001", "2026-11-20T15:02:00+09:00", {
			asyncSearchId: "s-0001",
			accountId: "sv01",
			run: 1,
			state: "failed",
			note: "11月分",
			createdAt: "2026-11-20T15:00:00+09:00",
			finishedAt: "2026-11-20T15:02:00+09:00",
			rowCount: null,
			byteCount: null,
			sha256: null,
			failureCode: "timed-out",
		}),
	],
	"rireki.event.rejected.v1": [
		published("acme/e-0009/Hq3vVvQe5t1oQK0bq2cXdA", "e-0009", "2026-11-20T10:03:42+09:00", {
			...aboutEvent,
			reason: "invalid-event",
			detail: "/data/calledAt: no-time",
			remedy: remedies["invalid-event"],
		}),
	],
	"rireki.event.noted.v1": [
		published("acme/e-0009/kq0uS3rJ2mXw8ZcF1yTn4g", "e-0009", "2026-11-20T10:03:42+09:00", {
			...aboutEvent,
			count: 2,
			notes: [
				{ pointer: "/data/altPhone", code: "invalid_type", became: "left-out" },
				{ pointer: "/data/agentId", code: "unknown-agent", became: "kept" },
			],
		}),
	],
};
