import { expect, test } from "vitest";
import { testMail } from "../../../shared/mail-address/test-mail.ts";
import { parseMail } from "../../support/mail-html.ts";

test("the test mail states its purpose in the layout of the other mails", () => {
	const { subject, text, html } = testMail({ historyUrl: "https://rireki.example/console" });
	expect(subject).toBe("メール受信テスト");
	expect(text).toMatchInlineSnapshot(`
		"※本メールはRirekiサーバより自動で送信されております。

		メール受信テスト

		通知メールの受信を確認するためのテストメールです。

		本メールが届いている場合、メールアドレスは正しく登録されています。非同期検索の処理結果は、このメールアドレスに送信されます。

		[履歴画面]

		履歴画面 を押すことが出来ない場合は以下のURLをコピーしてブラウザのアドレスバーに貼り付けてください
		https://rireki.example/console
		"
	`);
	expect(parseMail(html).links).toHaveLength(2);
});
