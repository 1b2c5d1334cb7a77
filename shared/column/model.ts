import type { CallHistoryEntry, NextAction, TalkedWith } from "../call-history/model.ts";
import type { Fold } from "../folding/model.ts";

export type Texts = Record<"ja" | "en", string>;

/** The attributes whose values, if present, have the given type. No column shows the tenant. */
type AttributeOf<Value> = {
	[A in Shown]-?: Exclude<CallHistoryEntry[A], undefined> extends Value ? A : never;
}[Shown];
type Shown = Exclude<keyof CallHistoryEntry, "tenantId">;

/**
 * The attribute that a column shows, and how. Its kind decides how it is shown, exported, sorted and searched by
 * keyword.
 */
type Kinds =
	/** An id, shown by its name in a part of the directory. */
	| { kind: "reference"; of: AttributeOf<string>; names: NamesPart }
	/** One of a few codes, shown by its label; a redial also with its time. */
	| { kind: "code"; of: "talkedWith" | "nextAction"; labels: Readonly<Record<string, Texts>> }
	/** A text that people write. */
	| { kind: "text"; of: AttributeOf<string>; fold: Fold }
	/** An id that is shown as it is. */
	| { kind: "id"; of: AttributeOf<string>; fold: Fold }
	/** A telephone number, or what was dialled instead of one. */
	| { kind: "number"; of: AttributeOf<string>; fold: Fold }
	/** Epoch milliseconds. */
	| { kind: "time"; of: AttributeOf<number>; orElse?: AttributeOf<number> }
	/** Seconds. */
	| { kind: "duration"; of: AttributeOf<number> };
export type ColumnDefinition = { label: Texts } & Kinds;

/** The parts of the directory that have names: its maps, and the results of all campaigns and of the system. */
export type NamesPart = "campaigns" | "batches" | "customerLists" | "callingGroups" | "accounts" | "results";

export const talkedWithLabels: Readonly<Record<TalkedWith, Texts>> = {
	self: { ja: "本人", en: "Customer" },
	other: { ja: "その他", en: "Someone else" },
};

export const nextActionLabels: Readonly<Record<NextAction["type"], Texts>> = {
	continue: { ja: "自動発信継続", en: "Continue automatic dialling" },
	redial: { ja: "再発信日時設定", en: "Scheduled redial" },
	done: { ja: "完了", en: "Completed" },
};

/** The columns of the list, in its order: headings, cells, orders, the keyword and the CSV all loop over them. */
export const columnTable = {
	callId: { label: { ja: "ID", en: "ID" }, kind: "id", of: "callId", fold: "lower" },
	calledAt: { label: { ja: "発信日時", en: "Called at" }, kind: "time", of: "calledAt" },
	campaignName: {
		label: { ja: "キャンペーン", en: "Campaign" },
		kind: "reference",
		of: "campaignId",
		names: "campaigns",
	},
	batchName: { label: { ja: "バッチ", en: "Batch" }, kind: "reference", of: "batchId", names: "batches" },
	customerListName: {
		label: { ja: "顧客リスト", en: "Customer list" },
		kind: "reference",
		of: "customerListId",
		names: "customerLists",
	},
	callingGroupName: {
		label: { ja: "発信グループ", en: "Calling group" },
		kind: "reference",
		of: "callingGroupId",
		names: "callingGroups",
	},
	callerId: { label: { ja: "通知番号", en: "Caller ID" }, kind: "number", of: "callerId", fold: "number" },
	name: { label: { ja: "名前", en: "Name" }, kind: "text", of: "name", fold: "name" },
	kana: { label: { ja: "フリガナ", en: "Kana" }, kind: "text", of: "kana", fold: "name" },
	phone: { label: { ja: "電話番号", en: "Phone number" }, kind: "number", of: "phone", fold: "number" },
	agentName: { label: { ja: "発信担当者", en: "Agent" }, kind: "reference", of: "agentId", names: "accounts" },
	talkedWith: {
		label: { ja: "対話者", en: "Spoke with" },
		kind: "code",
		of: "talkedWith",
		labels: talkedWithLabels,
	},
	resultLabel: { label: { ja: "対話結果", en: "Result" }, kind: "reference", of: "resultId", names: "results" },
	durationSeconds: { label: { ja: "通話時間", en: "Duration" }, kind: "duration", of: "durationSeconds" },
	nextAction: {
		label: { ja: "次のアクション", en: "Next action" },
		kind: "code",
		of: "nextAction",
		labels: nextActionLabels,
	},
	memo: { label: { ja: "メモ", en: "Memo" }, kind: "text", of: "memo", fold: "text" },
	createdAt: { label: { ja: "作成日時", en: "Created at" }, kind: "time", of: "createdAt" },
	requestId: { label: { ja: "リクエストID", en: "Request ID" }, kind: "id", of: "requestId", fold: "lower" },
	recording: { label: { ja: "録音", en: "Recording" }, kind: "duration", of: "recordingSeconds" },
	updatedAt: { label: { ja: "更新日時", en: "Updated at" }, kind: "time", of: "updatedAt", orElse: "createdAt" },
	updatedByName: { label: { ja: "更新者", en: "Updated by" }, kind: "reference", of: "updatedBy", names: "accounts" },
} as const satisfies Record<string, ColumnDefinition>;

export type Column = keyof typeof columnTable;
export const columns = Object.keys(columnTable) as Column[];

/** A column's definition, typed by its kind only. */
export function definitionOf(column: Column): ColumnDefinition {
	return columnTable[column];
}

/** A code's label, if it has one. */
export function labelOf(
	{ labels }: { labels: Readonly<Record<string, Texts>> },
	value: TalkedWith | NextAction | undefined,
): Texts | undefined {
	return value && labels[typeof value === "string" ? value : value.type];
}

/** A record's value in a column; undefined if it has none. */
export type ColumnValue = CallHistoryEntry[ColumnDefinition["of"]];

/** The function that reads a column's value from a record. */
export function valueReader(column: Column): (entry: CallHistoryEntry) => ColumnValue {
	const definition = definitionOf(column);
	const { of } = definition;
	const orElse = "orElse" in definition ? definition.orElse : undefined;
	return orElse ? (entry) => entry[of] ?? entry[orElse] : (entry) => entry[of];
}

export function columnLabels(language: keyof Texts): Record<Column, string> {
	const labels = columns.map((column) => [column, columnTable[column].label[language]]);
	return Object.fromEntries(labels);
}

/** Labels by code, in one language. */
export function textsIn<Code extends string>(
	labels: Readonly<Record<Code, Texts>>,
	language: keyof Texts,
): Record<Code, string> {
	const texts = Object.entries<Texts>(labels).map(([code, label]) => [code, label[language]]);
	return Object.fromEntries(texts);
}
