import { frameMail, historyButton } from "../mail/frame.ts";
import type { MailContent } from "../platform/mailer.ts";
import { displayJst } from "../time/model.ts";

export interface OutcomeMail {
	outcome: "completed" | "failed";
	/** When the search was requested, in epoch milliseconds. */
	createdAt: number;
	/** Why it failed, in Japanese. */
	failureTitle?: string | undefined;
	historyUrl: string;
}

/** The mail about the end of a search. Subject and wording are fixed (manual, 4). */
export function outcomeMail({ outcome, createdAt, failureTitle, historyUrl }: OutcomeMail): MailContent {
	const createdLine = `登録日時: ${displayJst(createdAt).replaceAll("/", "-")}`;
	const link = { button: historyButton, url: historyUrl };
	if (outcome === "completed") {
		return frameMail({
			heading: "非同期検索処理が完了しました",
			tone: "neutral",
			paragraphs: [createdLine],
			...link,
		});
	}
	return frameMail({
		heading: "非同期検索処理が異常終了しました",
		tone: "failure",
		paragraphs: [
			createdLine,
			...(failureTitle ? [`異常終了の理由: ${failureTitle}`] : []),
			"お手数をおかけいたしますが、履歴画面より再度非同期検索を実施してください。",
		],
		...link,
	});
}
