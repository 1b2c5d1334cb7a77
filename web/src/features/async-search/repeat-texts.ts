import type { Repeat } from "../../../../shared/repeat/model.ts";

const ja = {
	repeat: "繰り返し",
	never: "繰り返さない",
	every: { day: "毎日", week: "毎週月曜日", month: "毎月1日" } as Record<Repeat["every"], string>,
	repeatHint: "指定した時刻に自動で検索し直し、終わるたびにメールで通知します。保存できる10件のうち1件を使います。",
	at: "実行時刻",
	atHint: "日本時間。実行が始まるまで、数分かかることがあります。",
	atMissing: "実行時刻（00:00～23:59）を入力してください。",
	period: "繰り返しの対象期間",
	periods: { yesterday: "前日", lastWeek: "先週", lastMonth: "先月" } as Record<Repeat["period"], string>,
	periodHint: "登録直後の1回は、検索条件の期間で検索します。",
	told: (every: string, at: string, period: string) => `${every} ${at}（${period}分）`,
	next: (time: string) => `次回 ${time}`,
	paused: "一時停止中",
	change: "繰り返しの変更",
	start: "繰り返しの設定",
	pause: "繰り返しを一時停止",
	resume: "繰り返しを再開",
	stop: "繰り返しをやめる",
	stopConfirm: "繰り返しをやめますか?",
	stopHint: "作成済みのCSVは残ります。",
	changed: "繰り返しを設定しました。",
	pausedNow: "繰り返しを一時停止しました。",
	resumed: "繰り返しを再開しました。",
	stopped: "繰り返しをやめました。",
};

const en: typeof ja = {
	repeat: "Repeat",
	never: "Do not repeat",
	every: { day: "Every day", week: "Every Monday", month: "On the 1st of every month" },
	repeatHint:
		"The search runs again automatically at this time, and you are notified by e-mail each time. " +
		"It uses one of your 10 searches.",
	at: "Time",
	atHint: "Japan time. A run may start a few minutes later.",
	atMissing: "Enter a time (00:00–23:59).",
	period: "Period of each run",
	periods: { yesterday: "The day before", lastWeek: "Last week", lastMonth: "Last month" },
	periodHint: "The first run, right after saving, uses the period of the conditions.",
	told: (every, at, period) => `${every} ${at} (${period.toLowerCase()})`,
	next: (time) => `Next run ${time}`,
	paused: "Paused",
	change: "Change the schedule",
	start: "Repeat this search",
	pause: "Pause the schedule",
	resume: "Resume the schedule",
	stop: "Stop repeating",
	stopConfirm: "Stop repeating this search?",
	stopHint: "The existing CSV file is kept.",
	changed: "The schedule has been saved.",
	pausedNow: "The schedule has been paused.",
	resumed: "The schedule has been resumed.",
	stopped: "The search no longer repeats.",
};

export const repeatTexts = { ja, en };
