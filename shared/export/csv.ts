import { displayDuration, nextActionLabels, talkedWithLabels } from "../call-history/labels.ts";
import type { CallHistoryEntry } from "../call-history/model.ts";
import type { Column } from "../column/model.ts";
import { type Directory, resultLabels } from "../directory/model.ts";
import { displayJstOf } from "./display-time.ts";

/** The headings of the list. */
const columnLabels: Record<Column, string> = {
	callId: "ID",
	calledAt: "発信日時",
	campaignName: "キャンペーン",
	batchName: "バッチ",
	customerListName: "顧客リスト",
	callingGroupName: "発信グループ",
	callerId: "通知番号",
	name: "名前",
	kana: "フリガナ",
	phone: "電話番号",
	agentName: "発信担当者",
	talkedWith: "対話者",
	resultLabel: "対話結果",
	durationSeconds: "通話時間",
	nextAction: "次のアクション",
	memo: "メモ",
	createdAt: "作成日時",
	requestId: "リクエストID",
	recording: "録音",
	updatedAt: "更新日時",
	updatedByName: "更新者",
};

const lineEnd = "\r\n";

export function headerLine(columns: readonly Column[]): string {
	return columns.map((column) => `"${columnLabels[column]}"`).join(",") + lineEnd;
}

/** Makes lines of list rows: every field quoted, as the screen shows it. The cost of an export is the cost of this, times its rows. */
export function createLineMaker(columns: readonly Column[], directory: Directory): (entry: CallHistoryEntry) => string {
	const fields = columns.map((column) => fieldOf(column, directory));
	const [first = () => "", ...rest] = fields;
	return (entry) => {
		let line = `"${first(entry)}`;
		for (const field of rest) line += `","${field(entry)}`;
		return `${line}"${lineEnd}`;
	};
}

type Field = (entry: CallHistoryEntry) => string;

/** What stands between the quotes. */
function fieldOf(column: Column, directory: Directory): Field {
	const named = (
		map: ReadonlyMap<string, { name: string }>,
		idOf: (entry: CallHistoryEntry) => string | undefined,
	): Field => {
		const names = new Map<string | undefined, string>([...map].map(([id, { name }]) => [id, textField(name)]));
		return (entry) => names.get(idOf(entry)) ?? "";
	};
	switch (column) {
		case "calledAt":
		case "createdAt":
			return (entry) => displayJstOf(entry[column]);
		case "updatedAt":
			return (entry) => displayJstOf(entry.updatedAt ?? entry.createdAt);
		case "campaignName":
			return named(directory.campaigns, (entry) => entry.campaignId);
		case "batchName":
			return named(directory.batches, (entry) => entry.batchId);
		case "customerListName":
			return named(directory.customerLists, (entry) => entry.customerListId);
		case "callingGroupName":
			return named(directory.callingGroups, (entry) => entry.callingGroupId);
		case "agentName":
			return named(directory.accounts, (entry) => entry.agentId);
		case "updatedByName":
			return named(directory.accounts, (entry) => entry.updatedBy);
		case "resultLabel": {
			const labels = [...resultLabels(directory.campaigns.values())];
			return named(new Map(labels.map(([id, name]) => [id, { name }])), (entry) => entry.resultId);
		}
		case "talkedWith":
			return ({ talkedWith }) => (talkedWith ? talkedWithLabels[talkedWith] : "");
		case "durationSeconds":
			return (entry) => displayDuration(entry.durationSeconds);
		case "recording":
			return ({ recordingSeconds }) => (recordingSeconds === undefined ? "" : displayDuration(recordingSeconds));
		case "nextAction":
			return ({ nextAction }) => {
				const label = nextActionLabels[nextAction.type];
				return nextAction.type === "redial" ? `${label} ${displayJstOf(nextAction.redialAt)}` : label;
			};
		default:
			return (entry) => textField(entry[column]);
	}
}

/** Where a spreadsheet begins to calculate (OWASP, "CSV Injection"), with the full-width forms that some of them take as well. */
const formulaStarts = new Set([..."=+-@\t\r\n＝＋－＠"].map((char) => char.charCodeAt(0)));
/** Digits that a spreadsheet would show without their leading 0, or in powers of ten. */
const fragileNumber = /^(?:\+\d+|0\d+|\d{12,})$/;

/**
 * A text as a field: a number that a spreadsheet would spoil becomes `="090…"`, which shows as it is; what would be calculated
 * gets an apostrophe before it.
 */
export function textField(text: string | undefined): string {
	if (text === undefined || text === "") return "";
	const start = text.charCodeAt(0);
	const maybeNumber = (start >= 48 && start <= 57) || start === 43;
	if (maybeNumber && fragileNumber.test(text)) return `=""${text}""`;
	const safe = formulaStarts.has(start) ? `'${text}` : text;
	return safe.includes('"') ? safe.replaceAll('"', '""') : safe;
}
