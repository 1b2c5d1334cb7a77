import type * as z from "zod";
import type { correctionsSchema } from "../../shared/call-history/answer.ts";
import type { Detail } from "../../shared/detail/answer.ts";
import type { meSchema } from "../../shared/me/answer.ts";
import type { SearchOptions } from "../../shared/options/answer.ts";
import type { fileLinkSchema } from "../../shared/recording/answer.ts";
import type { Row, SearchResult } from "../../shared/search/answer.ts";
import type { accessTrailSchema, recordAccessesSchema } from "../../shared/trail/answer.ts";

// The long period finds calls in the demonstration tenant acme whenever it was created.

export const period = { from: "2026-01-01T00:00", to: "2027-12-31T24:00" };
const newestFirst = { column: "calledAt", direction: "desc" };

/** The suggestion of an over-limit search, and the body to post. */
export const overLimitBodyExample = {
	conditions: { period: { from: "2026-11-01T00:00:00+09:00", to: "2026-12-01T00:00:00+09:00" } },
	sort: newestFirst,
};

export const searchExamples = {
	results: {
		summary: "One campaign, two results, with counts by agent and hour",
		value: {
			period,
			campaignIds: ["c01"],
			resultIds: ["c01-contract", "c01-cancel"],
			sort: newestFirst,
			page: { size: 20 },
			facets: ["result", "agent", "hour"],
		},
	},
	report: {
		summary: "Results of the calls, only as counts",
		value: { period, rows: false, facets: ["campaign.result", "agent.talkedWith", "hour.result", "weekday.result"] },
	},
	keyword: {
		summary: "One agent's calls with two words in any column, longest first",
		value: {
			period,
			agentIds: ["ag01"],
			keyword: "本人　完了",
			sort: { column: "durationSeconds", direction: "desc" },
			page: { size: 20 },
		},
	},
	name: { summary: "A customer by kana", value: { period, kana: "さとう", page: { size: 20 } } },
	phone: { summary: "A telephone number by its end", value: { period, phoneEndsWith: "42", page: { size: 20 } } },
};

const rowExample: Row = {
	callId: "20261120-000123",
	calledAt: "2026-11-20T10:00:12+09:00",
	campaignId: "c01",
	campaignName: "定期購入 継続のご案内",
	batchId: "b01-2611",
	batchName: "2026年11月分",
	customerListId: "l01",
	customerListName: "定期購入会員（東日本）",
	callingGroupId: "g01",
	callingGroupName: "東京第一",
	customerId: "cu-004711",
	callerId: "0312340001",
	name: "髙橋 さくら",
	kana: "タカハシ サクラ",
	phone: "09012345678",
	agentId: "ag01",
	agentName: "鈴木 一郎",
	talkedWith: "self",
	resultId: "c01-considering",
	resultLabel: "検討中",
	durationSeconds: 184,
	nextAction: { type: "redial", redialAt: "2026-11-25T14:00:00+09:00" },
	memo: "料金表を送付。来週あらためて連絡。",
	createdAt: "2026-11-20T10:03:40+09:00",
	requestId: "01234567890123456789",
	recording: { durationSeconds: 184 },
	updatedAt: "2026-11-20T10:03:40+09:00",
	updatedBy: null,
	updatedByName: null,
	editable: { allowed: true },
};

const results = [
	{ resultId: "c01-contract", label: "継続了承" },
	{ resultId: "c01-considering", label: "検討中" },
];

export const searchResultExample: SearchResult = {
	rows: [rowExample],
	total: 1,
	nextCursor: null,
	facets: { result: [{ value: "c01-considering", label: "検討中", count: 1 }] },
};

export const callHistoryExample: Detail = {
	...rowExample,
	batchPeriod: { startsOn: "2026-11-01", endsOn: "2026-11-30" },
	remarks: "平日午前を希望",
	altPhone: null,
	resultOptions: results,
	recordings: [
		{
			recordingId: "3f2a9c0de41b7786",
			durationSeconds: 184,
			contentType: "audio/wav",
			storedAt: "2026-11-20T10:03:45+09:00",
		},
	],
	version: 0,
};

export const correctionsExample: z.infer<typeof correctionsSchema> = {
	items: [
		{
			correctedAt: "2026-11-20T15:12:03+09:00",
			correctedBy: "sv01",
			correctedByName: "田中 花子",
			reason: "本人から連絡あり",
			changes: [
				{
					field: "nextAction",
					before: { type: "redial", redialAt: "2026-11-25T14:00:00+09:00" },
					after: { type: "done" },
				},
			],
		},
	],
	nextCursor: null,
};

export const recordAccessesExample: z.infer<typeof recordAccessesSchema> = {
	items: [
		{
			at: "2026-11-20T15:12:03+09:00",
			kind: "correction",
			callId: "20261120-000123",
			changes: [{ field: "memo", before: "要再送", after: null }],
			reason: "本人から連絡あり",
			accountId: "sv01",
			accountName: "田中 花子",
		},
		{
			at: "2026-11-20T15:10:40+09:00",
			kind: "recording",
			callId: "20261120-000123",
			recordingId: "3f2a9c0de41b7786",
			disposition: "inline",
			accountId: "sv01",
			accountName: "田中 花子",
		},
	],
	nextCursor: null,
};

export const accessTrailExample: z.infer<typeof accessTrailSchema> = {
	items: [
		...recordAccessesExample.items,
		{
			at: "2026-11-20T15:09:12.345+09:00",
			kind: "search",
			asked: {
				period: { from: "2026-11-20T00:00:00+09:00", to: "2026-11-21T00:00:00+09:00" },
				kana: "タカハシ",
				sort: { column: "calledAt", direction: "desc" },
			},
			accountId: "sv01",
			accountName: "田中 花子",
		},
	],
	nextCursor: null,
};

export const fileLinkExample: z.infer<typeof fileLinkSchema> = {
	url: "https://recordings.example.com/acme/2026/11/20/20261120-000123.wav?X-Amz-Signature=0123456789abcdef",
	fileName: "通話録音_20261120-100012_髙橋さくら_09012345678.wav",
	expiresAt: "2026-11-20T15:15:00+09:00",
};

export const searchOptionsExample: SearchOptions = {
	campaigns: [{ campaignId: "c01", name: "定期購入 継続のご案内", resultEntry: true, results }],
	batches: [
		{ batchId: "b01-2611", name: "2026年11月分", campaignId: "c01", startsOn: "2026-11-01", endsOn: "2026-11-30" },
	],
	customerLists: [{ customerListId: "l01", name: "定期購入会員（東日本）" }],
	callingGroups: [{ callingGroupId: "g01", name: "東京第一" }],
	agents: [{ accountId: "ag01", name: "鈴木 一郎", active: true }],
	systemResults: [{ resultId: "timeout", label: "タイムアウト" }],
	more: [],
};

export const meExample: z.infer<typeof meSchema> = {
	tenantId: "acme",
	tenantName: "アクメ通販株式会社",
	accountId: "sv01",
	name: "田中 花子",
	role: "supervisor",
	email: "tanaka@example.com",
	campaignIds: ["c01", "c02", "c03", "c05"],
};
