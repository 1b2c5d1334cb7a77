import { frameMail, userText } from "../mail/frame.ts";
import type { MailContent } from "../platform/mailer.ts";
import { displayJst } from "../time/model.ts";

export interface OutcomeMail {
	outcome: "completed" | "failed";
	/** When the search was asked for, epoch milliseconds. */
	createdAt: number;
	/** 検索メモ */
	note?: string | undefined;
	/** Why it failed, in Japanese. */
	failureTitle?: string | undefined;
	historyUrl: string;
}

/** What the account that asked for a search is told at its end. Subject and wording are fixed (manual, 4). */
export function outcomeMail({ outcome, createdAt, note, failureTitle, historyUrl }: OutcomeMail): MailContent {
	const memo = note === undefined ? "" : userText(note);
	const facts = [`登録日時: ${displayJst(createdAt).replaceAll("/", "-")}`, ...(memo ? [`検索メモ: ${memo}`] : [])];
	if (outcome === "completed") {
		return frameMail({
			heading: "非同期検索処理が完了しました",
			tone: "neutral",
			paragraphs: facts,
			historyUrl,
		});
	}
	return frameMail({
		heading: "非同期検索処理が異常終了しました",
		tone: "failure",
		paragraphs: [
			...facts,
			...(failureTitle ? [`異常終了の理由: ${failureTitle}`] : []),
			"お手数をおかけいたしますが、履歴画面より再度非同期検索を実施してください。",
		],
		historyUrl,
	});
}
