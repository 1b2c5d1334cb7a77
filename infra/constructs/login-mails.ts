import {
	type UserInvitationConfig,
	type UserVerificationConfig,
	VerificationEmailStyle,
} from "aws-cdk-lib/aws-cognito";

/** How long the first password is valid, in days. */
export const invitationDays = 3;

/** The invitation that Cognito mails to a new user; it fills in `{username}` and `{####}`. */
export function invitation(consoleUrl: string): UserInvitationConfig {
	return {
		emailSubject: "【Rireki】アカウント登録のお知らせ",
		emailBody: lines(
			"※このメールはシステムから自動送信されています。",
			"",
			"Rireki（アウトバウンド応対履歴）のアカウントが登録されました。",
			"下記のユーザー名と仮パスワードでログインし、新しいパスワードと認証アプリを設定してください。",
			`仮パスワードの有効期間は${invitationDays}日間です。`,
			"",
			"ユーザー名：{username}",
			"仮パスワード：{####}",
			"",
			`ログイン画面：<a href="${consoleUrl}">${consoleUrl}</a>`,
			"",
			"お心当たりのない場合は、貴社の管理者へお知らせください。",
		),
	};
}

/** The mail to somebody who has forgotten the password. */
export const verification: UserVerificationConfig = {
	emailStyle: VerificationEmailStyle.CODE,
	emailSubject: "【Rireki】確認コードのお知らせ",
	emailBody: lines(
		"※このメールはシステムから自動送信されています。",
		"",
		"確認コード：{####}",
		"",
		"ログイン画面にこのコードを入力してください。",
		"お心当たりのない場合は、入力せずに貴社の管理者へお知らせください。",
	),
};

function lines(...texts: readonly string[]): string {
	return texts.join("<br>\n");
}
