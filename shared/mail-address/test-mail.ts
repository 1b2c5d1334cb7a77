import { frameMail, historyButton } from "../mail/frame.ts";
import type { MailContent } from "../platform/mailer.ts";

/** The test mail. */
export function testMail({ historyUrl }: { historyUrl: string }): MailContent {
	return frameMail({
		heading: "メール受信テスト",
		tone: "neutral",
		paragraphs: [
			"通知メールの受信を確認するためのテストメールです。",
			"本メールが届いている場合、メールアドレスは正しく登録されています。非同期検索の処理結果は、このメールアドレスに送信されます。",
		],
		button: historyButton,
		url: historyUrl,
	});
}
