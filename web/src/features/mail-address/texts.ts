const ja = {
	title: "メールアドレス",
	description: "非同期検索が終了すると、確認済みのメールアドレスに通知します。",
	label: "メールアドレス",
	hint: "半角で入力してください。英大文字は使用できません。空欄で保存すると、通知を停止します。",
	save: "保存",
	saved: "メールアドレスを保存しました。",
	sent: (email: string) => `${email} に確認メールを送信しました。`,
	stopped: "メールアドレスを削除しました。通知は送信されません。",
	test: "テストメールを送信",
	tested: (email: string) => `${email} にテストメールを送信しました。`,
	testHint: "テストメールは、確認済みのメールアドレスに送信されます。",
	isConfirmed: "確認済み",
	isUnconfirmed: "未確認",
	waiting: (email: string, until: string) =>
		`${email} はまだ確認されていません。${until} までに、確認メールのリンクを開いて確認を完了してください。`,
	meanwhile: (email: string | null) =>
		email ? `確認が完了するまで、通知は ${email} に送信されます。` : "確認が完了するまで、通知は送信されません。",
	again: "確認メールを再送信",
	confirmTitle: "メールアドレスの確認",
	confirmDescription: "確認を完了すると、非同期検索の終了通知がこのメールアドレスに送信されます。",
	confirmQuestion: "次のアカウントのメールアドレスとして確認します。",
	confirm: "確認を完了する",
	confirmed: (email: string) => `${email} を確認しました。今後の通知はこのメールアドレスに送信されます。`,
	noToken: "確認用リンクが正しくありません。メールに記載されたURL全体を開いてください。",
	toSetting: "メールアドレスの画面へ",
};

const en: typeof ja = {
	title: "E-mail address",
	description: "When an asynchronous search finishes, a notification is sent to your confirmed e-mail address.",
	label: "E-mail address",
	hint: "Upper-case letters cannot be used. To stop notifications, save an empty address.",
	save: "Save",
	saved: "The e-mail address has been saved.",
	sent: (email) => `A confirmation e-mail has been sent to ${email}.`,
	stopped: "The e-mail address has been removed. You will receive no notifications.",
	test: "Send test e-mail",
	tested: (email) => `A test e-mail has been sent to ${email}.`,
	testHint: "The test e-mail is sent to your confirmed address.",
	isConfirmed: "Confirmed",
	isUnconfirmed: "Not confirmed",
	waiting: (email, until) =>
		`${email} has not been confirmed yet. Open the link in the confirmation e-mail by ${until}.`,
	meanwhile: (email) =>
		email ? `Until then, notifications are sent to ${email}.` : "Until then, no notifications are sent.",
	again: "Resend confirmation e-mail",
	confirmTitle: "Confirm your e-mail address",
	confirmDescription: "Once you confirm it, notifications of finished asynchronous searches are sent to this address.",
	confirmQuestion: "Confirm it as the e-mail address of this account:",
	confirm: "Confirm",
	confirmed: (email) => `${email} has been confirmed. Notifications will be sent to this address.`,
	noToken: "The confirmation link is not valid. Open the full URL in the e-mail.",
	toSetting: "Go to e-mail address settings",
};

export const mailAddressTexts = { ja, en };
