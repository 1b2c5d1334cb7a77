import type { createDocument } from "zod-openapi";
import { columnLabels } from "../../shared/column/model.ts";
import { asyncSearchDescriptions } from "./async-search-descriptions.ts";
import { rowDescriptions as row, rowMembers } from "./row-descriptions.ts";
import { savedSearchDescriptions } from "./saved-search-descriptions.ts";

const labels = columnLabels("ja");

const conditions = {
	period: "期間, on `calledAt`: `from` belongs to it, `to` does not.",
	name: `${labels.name} contains.`,
	kana: `${labels.kana} contains.`,
	memo: `${labels.memo} contains.`,
};
const pageOfTrail = {
	items: "The latest first.",
	nextCursor: "Asks for the next page, as `cursor`; null on the last.",
};

/** Descriptions of the members of each named schema, beside the schema's own. */
const descriptions: Record<string, Record<string, string>> = {
	Search: {
		...conditions,
		sort: "Any column of the list; newest first unless asked otherwise.",
		page: "How many rows, and after which; the first 100 unless asked otherwise.",
		facets:
			"Counts of all hits by these, beside the rows: `weekday` (`1` Monday – `7` Sunday, JST), or of two dimensions, `campaign.result`, " +
			"the hits of each value by those of the second one (`split`).",
		rows: "`false`: no rows, but `total` and `facets` of however many hits there are: a report of a month. `page` and `sort` are ignored then.",
	},
	SearchConditions: conditions,
	SavedSearchConditions: { ...conditions, period: "期間, on `calledAt`: from and to, or relative." },
	SearchResult: {
		rows: "The hits of this page.",
		nextCursor: "Asks for the next page; null on the last.",
		facets:
			"Counts by each facet asked for: most frequent first, hours (`0`–`23`, JST) and weekdays in their order. Of thousands of values the " +
			"most frequent ones; the counts add up to less than `total` then, and those of `split` to less than their value's `count`.",
	},
	CallHistoryRow: row,
	CallHistory: {
		...row,
		batchPeriod: "バッチ実施期間, first and last day.",
		remarks: "備考 of the customer.",
		altPhone: "電話番号（その他）.",
	},
	Recording: {
		recordingId: "Stays the same as long as the recording is there.",
		durationSeconds: "Its length.",
		contentType: "Its media type.",
		storedAt: "When it was stored.",
	},
	Correction: {
		altPhone: "電話番号（その他）, in any usual writing.",
		talkedWith: `${labels.talkedWith}${rowMembers.talkedWith}`,
		resultId: `${labels.resultLabel}: one of the record's \`resultOptions\`.`,
		nextAction: `${labels.nextAction}${rowMembers.nextAction}`,
		memo: `${labels.memo}.`,
		reason: "Why it is corrected; kept with the correction.",
	},
	Corrections: {
		items: "The latest first; times as before, `null` for nothing.",
		nextCursor: "Asks for the next page, as `cursor`; null on the last.",
	},
	BulkCorrection: {
		items: "What to correct, each call history once.",
		reason: "Why they are corrected; kept with each correction.",
		dryRun: "`true`: nothing is written, and the outcomes say what could be corrected.",
	},
	BulkOutcomes: { items: "In the order of the request's items." },
	FileLink: {
		url: "Serves the file to anybody who has it.",
		fileName: "The name under which a browser saves the file.",
		expiresAt: "When the URL ends.",
	},
	...asyncSearchDescriptions,
	...savedSearchDescriptions,
	SearchOptions: {
		campaigns: "キャンペーン with their results; `resultEntry` is false where agents report none (設定しない).",
		batches: "バッチ, as long as their records are kept.",
		customerLists: "顧客リスト.",
		callingGroups: "発信グループ.",
		agents: "発信担当者, those who have left among them.",
		systemResults: "Results that the system records itself.",
		more: "Lists that are longer than this answer shows; `results` are those of the campaigns. Empty for most tenants.",
	},
	Me: {
		tenantId: "The tenant's id.",
		tenantName: "The tenant's name.",
		accountId: "The account's id.",
		name: "The account's name.",
		role: "What it may do: see *Who may do what*.",
		email: "Where mails go to; null where none are sent.",
	},
	TrailEntry: {
		at: "When it was done.",
		kind: "What was done.",
		accountId: "Who did it.",
		accountName: "Their name; null where there is no such account any more.",
		reason: "Why a record was corrected, where that was said.",
		changes: "What was corrected, from what to what.",
	},
	AccessTrail: pageOfTrail,
	RecordAccesses: pageOfTrail,
	MailAddressChange: { email: "The new address; `null` = no mails." },
	MailAddressConfirmation: { token: "What follows `#` in the link." },
	MailAddress: {
		email: "The account's address, confirmed or not yet; null where there is none.",
		confirmed: "Whether mails go to it.",
		confirmBy: "Until when it waits to be confirmed; null where nothing waits.",
		mailsGoTo: "Where mails go to; null where none are sent.",
	},
	TestMail: { email: "Where the mail was sent to." },
};

type Document = ReturnType<typeof createDocument>;

/**
 * The document with {@link descriptions}. A member's own description, such as its format, comes after.
 */
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
