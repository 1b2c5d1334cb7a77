import type { createDocument } from "zod-openapi";
import { columnLabels } from "../../shared/column/model.ts";
import { asyncSearchDescriptions } from "./async-search-descriptions.ts";
import { rowDescriptions as row, rowMembers } from "./row-descriptions.ts";
import { savedSearchDescriptions } from "./saved-search-descriptions.ts";

const labels = columnLabels("ja");

const conditions = {
	period: "期間, on `calledAt`: includes `from`, excludes `to`.",
	name: `${labels.name} contains.`,
	kana: `${labels.kana} contains.`,
	memo: `${labels.memo} contains.`,
};
const pageOfTrail = {
	items: "Latest first.",
	nextCursor: "Send it as `cursor` for the next page; null on the last page.",
};

/** Descriptions of the members of each named schema, beside the schema's own. */
const descriptions: Record<string, Record<string, string>> = {
	Search: {
		...conditions,
		sort: "Any column of the list; newest first by default.",
		page: "How many rows, and after which; the first 100 by default.",
		facets:
			"What to count all hits by, besides the rows: one dimension, such as `weekday` (`1` Monday – `7` Sunday, JST), " +
			"or two, such as `campaign.result`: the hits of each value, split by the values of the second (`split`).",
		rows:
			"`false`: no rows, only `total` and `facets`, whatever the number of hits, such as for a report of a month. " +
			"`page` and `sort` are ignored then.",
	},
	SearchConditions: conditions,
	SavedSearchConditions: { ...conditions, period: "期間, on `calledAt`: `from` and `to`, or `relative`." },
	SearchResult: {
		rows: "The hits of this page.",
		nextCursor: "Send it as `page.cursor` for the next page; null on the last page.",
		facets:
			"Counts by each requested facet: most frequent first; hours (`0`–`23`, JST) and weekdays in their order. If " +
			"there are thousands of values, only the most frequent ones; then the counts add up to less than `total`, and " +
			"those of `split` to less than their value's `count`.",
	},
	CallHistoryRow: row,
	CallHistory: {
		...row,
		batchPeriod: "バッチ実施期間, first and last day.",
		remarks: "備考 of the customer.",
		altPhone: "電話番号（その他）.",
	},
	Recording: {
		recordingId: "Stays the same as long as the recording exists.",
		durationSeconds: "Its length.",
		contentType: "Its media type.",
		storedAt: "When it was stored.",
	},
	Correction: {
		altPhone: "電話番号（その他）, written in any usual way.",
		talkedWith: `${labels.talkedWith}${rowMembers.talkedWith}`,
		resultId: `${labels.resultLabel}: one of the record's \`resultOptions\`.`,
		nextAction: `${labels.nextAction}${rowMembers.nextAction}`,
		memo: `${labels.memo}.`,
		reason: "The reason for the correction; kept with it.",
	},
	Corrections: {
		items: "Latest first. In `changes`, times are written as elsewhere, and `null` means empty.",
		nextCursor: "Send it as `cursor` for the next page; null on the last page.",
	},
	BulkCorrection: {
		items: "What to correct, each call history once.",
		reason: "The reason for the corrections; kept with each.",
		dryRun: "`true`: nothing is written, and the outcomes say what could be corrected.",
	},
	BulkOutcomes: { items: "In the order of the request's items." },
	FileLink: {
		url: "Serves the file to anybody who has it.",
		fileName: "The name under which a browser saves the file.",
		expiresAt: "When the URL expires.",
	},
	...asyncSearchDescriptions,
	...savedSearchDescriptions,
	SearchOptions: {
		campaigns: "キャンペーン with their results; `resultEntry` is false if agents report none (設定しない).",
		batches: "バッチ, as long as their records are kept.",
		customerLists: "顧客リスト.",
		callingGroups: "発信グループ.",
		agents: "発信担当者, including those who have left.",
		systemResults: "Results that the system records itself.",
		more: "Lists of which this answer has only the first choices; `results` are those of the campaigns. Usually empty.",
	},
	Me: {
		tenantId: "The tenant's id.",
		tenantName: "The tenant's name.",
		accountId: "The account's id.",
		name: "The account's name.",
		role: "What it may do: see *Who may do what*.",
		email: "Where mails go; null if none are sent.",
	},
	TrailEntry: {
		at: "When it was done.",
		kind: "What was done.",
		accountId: "Who did it.",
		accountName: "Their name; null if the account no longer exists.",
		reason: "Why a record was corrected, if a reason was given.",
		changes: "The corrected fields, with the values before and after.",
	},
	AccessTrail: pageOfTrail,
	RecordAccesses: pageOfTrail,
	MailAddressChange: { email: "The new address; `null` turns mails off." },
	MailAddressConfirmation: { token: "What follows `#` in the link." },
	MailAddress: {
		email: "The account's address, whether or not it is confirmed; null if there is none.",
		confirmed: "Whether mails go to it.",
		confirmBy: "Until when it can be confirmed; null if no confirmation is pending.",
		mailsGoTo: "Where mails go; null if none are sent.",
	},
	TestMail: { email: "Where the mail was sent." },
};

type Document = ReturnType<typeof createDocument>;

/** Adds the {@link descriptions} to the document, before a member's own description, such as its format. */
export function describeMembers(document: Document): Document {
	for (const [name, members] of Object.entries(descriptions)) {
		const schema = document.components?.schemas?.[name] as { properties?: Record<string, { description?: string }> };
		for (const [member, description] of Object.entries(members)) {
			const property = schema?.properties?.[member];
			if (!property) throw new Error(`${name} has no ${member} to describe`);
			property.description = [description, property.description].filter(Boolean).join(" ");
		}
	}
	return document;
}
