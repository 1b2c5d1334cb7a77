import { frameMail } from "../mail/frame.ts";
import type { MailContent } from "../platform/mailer.ts";
import { displayJst } from "../time/model.ts";

/**
 * The mail to an address that an account has set. The address may be a stranger's, so the mail contains nothing that a
 * user typed.
 */
export function linkMail({ confirmUrl, expiresAt }: { confirmUrl: string; expiresAt: number }): MailContent {
	return frameMail({
		heading: "メールアドレスの確認",
		tone: "neutral",
		paragraphs: [
			"このメールアドレスが、Rirekiの通知先として入力されました。ご本人が入力された場合は、下記のボタンからログインし、確認を完了してください。確認が完了するまで、通知メールは送信されません。",
			`有効期限: ${displayJst(expiresAt).replaceAll("/", "-")}`,
			"お心当たりがない場合は、何もせずに本メールを破棄してください。このメールアドレスが登録されることはありません。",
		],
		button: "メールアドレスの確認",
		url: confirmUrl,
	});
}
