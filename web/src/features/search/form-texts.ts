import {
	columnLabels,
	nextActionLabels,
	type Texts,
	talkedWithLabels,
	textsIn,
} from "../../../../shared/column/model.ts";
import { conditionLabels } from "../../../../shared/condition/model.ts";
import { systemResults } from "../../../../shared/directory/model.ts";

/** The labels of columns, conditions and codes, from their tables. */
const wordsOf = (language: keyof Texts) => ({
	columns: columnLabels(language),
	conditionLabels: conditionLabels(language),
	talkedWith: textsIn(talkedWithLabels, language),
	nextActions: textsIn(nextActionLabels, language),
});

const ja = {
	conditions: "検索条件",
	period: "期間",
	from: "開始",
	to: "終了",
	date: "日付",
	time: "時刻",
	until: "～",
	quick: "期間の候補",
	relativePeriods: {
		today: "今日",
		yesterday: "昨日",
		thisWeek: "今週",
		lastWeek: "先週",
		thisMonth: "今月",
		lastMonth: "先月",
		last7Days: "過去7日間",
		last30Days: "過去30日間",
	},
	faults: {
		"from-missing": "開始の日付と時刻（00:00～23:59）を入力してください。",
		"to-missing": "終了の日付と時刻（00:00～24:00）を入力してください。",
		empty: "終了には、開始より後の日時を指定してください。",
	},
	systemResults: "システムの対話結果",
	phoneStart: "前方一致",
	phoneEnd: "後方一致",
	phoneMatch: "電話番号の一致方法",
	contains: "部分一致",
	any: "すべて",
	inactive: "無効",
	find: "候補を検索",
	noMatch: "該当する候補がありません",
	noOptions: "候補がありません",
	optionsFailed: "候補を読み込めませんでした。",
	chosen: (count: number) => `${count}件選択中`,
	search: "検索",
	reset: "リセット",
	...wordsOf("ja"),
	/** By id, because the API has their labels in Japanese only. */
	systemResultLabels: systemResults as Partial<Record<string, string>>,
};

const en: typeof ja = {
	conditions: "Search conditions",
	period: "Period",
	from: "From",
	to: "To",
	date: "Date",
	time: "Time",
	until: "–",
	quick: "Quick periods",
	relativePeriods: {
		today: "Today",
		yesterday: "Yesterday",
		thisWeek: "This week",
		lastWeek: "Last week",
		thisMonth: "This month",
		lastMonth: "Last month",
		last7Days: "Last 7 days",
		last30Days: "Last 30 days",
	},
	faults: {
		"from-missing": "Enter a start date and time (00:00–23:59).",
		"to-missing": "Enter an end date and time (00:00–24:00).",
		empty: "The end must be after the start.",
	},
	systemResults: "System results",
	phoneStart: "starts with",
	phoneEnd: "ends with",
	phoneMatch: "How the phone number is matched",
	contains: "Partial match",
	any: "All",
	inactive: "inactive",
	find: "Find an option",
	noMatch: "No matches",
	noOptions: "No options",
	optionsFailed: "The options could not be loaded.",
	chosen: (count) => `${count} selected`,
	search: "Search",
	reset: "Reset",
	...wordsOf("en"),
	systemResultLabels: {
		timeout: "No answer",
		no_agent: "No agent available",
		busy_or_announcement: "Busy or announcement",
		do_not_call: "Do-not-call list",
		out_of_service_number: "Out of service",
		concurrent_call_limit: "Call limit reached",
		system_error: "System error",
	} satisfies Record<keyof typeof systemResults, string>,
};

export const formTexts = { ja, en };
