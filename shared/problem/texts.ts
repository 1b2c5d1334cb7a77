import type { FieldCode } from "./field-model.ts";
import type { ProblemCode } from "./model.ts";

export type Language = "ja" | "en";
type Text = Record<Language, string>;

/** Titles of problem documents, by code. They say what happened, and what to do where that is not obvious. */
export const problemTitles: Record<ProblemCode, Text> = {
	"invalid-request": {
		ja: "入力内容に誤りがあります。各項目のエラー内容をご確認のうえ、修正してください。",
		en: "The request is not valid. Correct the fields listed in errors.",
	},
	"body-not-json": {
		ja: "リクエスト本文を JSON（UTF-8）として読み取れません。",
		en: "The request body is not valid JSON in UTF-8.",
	},
	"body-not-utf8": {
		ja: "リクエスト本文の文字コードが UTF-8 ではないか、文字化けした文字（U+FFFD）が含まれています。UTF-8 で送信してください。U+FFFD を値として送る場合は、\\ufffd と表記してください。",
		en:
			"The request body is not UTF-8, or contains replacement characters (U+FFFD). Send it in UTF-8; write \\ufffd " +
			"if you mean that character.",
	},
	"body-too-large": {
		ja: "リクエスト本文が大きすぎます（上限 1 MB）。",
		en: "The request body is too large (at most 1 MB).",
	},
	"content-type-unsupported": {
		ja: "Content-Type には application/json（文字コードは UTF-8）を指定してください。",
		en: "Send the body in UTF-8, with Content-Type: application/json.",
	},
	"cursor-invalid": {
		ja: "続きのページを取得できません（カーソルが無効です）。最初のページから検索し直してください。",
		en: "The next page cannot be fetched: the cursor is not valid for this request. Start again from the first page.",
	},
	"cursor-expired": {
		ja: "検索結果の有効期限が切れました。最初のページから検索し直してください。",
		en: "The search results have expired. Search again from the first page.",
	},
	"token-incomplete": {
		ja: "認証情報に不備があります。ログインし直してください。",
		en: "The token lacks a required claim, or is not an access token. Log in again.",
	},
	"outbound-option-required": {
		ja: "本機能をご利用いただくには「アウトバウンド」オプションの契約が必要です。",
		en: "Using this feature requires the outbound option.",
	},
	"account-unknown": {
		ja: "アカウントが登録されていません。管理者にお問い合わせください。",
		en: "The account is not registered. Contact your administrator.",
	},
	"account-inactive": {
		ja: "アカウントが無効になっています。管理者にお問い合わせください。",
		en: "The account is inactive. Contact your administrator.",
	},
	"admin-only": {
		ja: "管理者のみ利用できます。",
		en: "For administrators only.",
	},
	"not-found": { ja: "指定されたデータが見つかりません。", en: "The requested item was not found." },
	"call-history-not-found": {
		ja: "応対履歴が見つかりません。保存期間が終了しているか、参照する権限がありません。",
		en: "The call history was not found. Its retention period has ended, or you do not have permission to view it.",
	},
	"recording-not-found": { ja: "この応対履歴には録音がありません。", en: "This call history has no recording." },
	"search-limit-exceeded": {
		ja: "検索結果が上限の10,000件を超えました。条件を絞り込むか、非同期検索をご利用ください。",
		en: "More than 10,000 records match. Narrow the conditions, or use the asynchronous search.",
	},
	"search-too-large": {
		ja: "検索に時間がかかりすぎるため、結果を表示できません。期間などの条件を絞り込むか、非同期検索をご利用ください。",
		en:
			"The search takes too long to show its results here. Narrow the period or other conditions, or use the " +
			"asynchronous search.",
	},
	"async-search-not-found": {
		ja: "非同期検索が見つかりません。削除されたか、保存期間が終了しています。",
		en: "The asynchronous search was not found. It has been deleted, or its retention period has ended.",
	},
	"async-search-limit": {
		ja: "非同期検索は10件まで保存できます。不要になった検索を削除してから、もう一度お試しください。",
		en: "Up to 10 asynchronous searches are kept. Delete one that you no longer need, then try again.",
	},
	"async-search-running": {
		ja: "処理中のため再実行できません。処理が終わってからお試しください。",
		en: "The asynchronous search is still running. Run it again once it has finished.",
	},
	"async-search-not-completed": {
		ja: "ダウンロードできるファイルがありません。状況が「正常終了」になってからお試しください。",
		en: "There is no file to download yet. Try again once the asynchronous search has completed.",
	},
	"file-outdated": {
		ja: "ファイルに、保存期間の終了した応対履歴が含まれています。再実行すると、残りの応対履歴でファイルを作り直せます。",
		en: "The file contains call histories whose retention period has ended. Run the search again to get the rest.",
	},
	"file-not-granted": {
		ja: "このファイルには、現在の権限では参照できない応対履歴が含まれています。再実行してからダウンロードしてください。",
		en:
			"The file contains call histories that you no longer have permission to view. Run the search again, then " +
			"download it.",
	},
	"saved-search-not-found": {
		ja: "保存した検索条件が見つかりません。すでに削除されています。",
		en: "The saved search was not found. It has been deleted.",
	},
	"saved-search-limit": {
		ja: "検索条件は50件まで保存できます。不要になった検索条件を削除してから、もう一度お試しください。",
		en: "Up to 50 searches can be saved. Delete one that you no longer need, then try again.",
	},
	"saved-search-name-taken": {
		ja: "同じ名前の検索条件がすでに保存されています。別の名前を入力してください。",
		en: "You already have a saved search with this name. Choose another name.",
	},
	"not-latest": {
		ja: "過去の履歴のため修正できません。同じバッチの同じ顧客に、より新しい応対履歴があります。",
		en: "Only the latest call history of a customer in a batch can be corrected, and there is a later one.",
	},
	"not-granted": {
		ja: "このキャンペーンを編集する権限がありません。",
		en: "You do not have permission to edit this campaign.",
	},
	"not-own-call": {
		ja: "ご自身が担当した通話ではないため修正できません。",
		en: "You cannot correct this call because you did not handle it.",
	},
	"not-today": {
		ja: "エージェントが修正できるのは当日分の応対履歴のみです。修正はスーパバイザにご依頼ください。",
		en: "Agents can correct only calls of the same day. Ask a supervisor to correct this one.",
	},
	stale: {
		ja: "この応対履歴はすでに更新されています。最新の内容をご確認のうえ、もう一度保存してください。",
		en: "The call history has been changed in the meantime. Review its latest contents, then save again.",
	},
	"if-match-required": {
		ja: "If-Match ヘッダーに、取得した応対履歴の ETag を指定してください。",
		en: "Send If-Match with the ETag of the call history as you read it.",
	},
	"idempotency-key-invalid": {
		ja: "Idempotency-Key ヘッダーには、1～255文字の半角英数字・記号で、操作ごとに異なる値（UUID など）を指定してください。",
		en: "Send a different Idempotency-Key for each operation: 1 to 255 printable ASCII characters, such as a UUID.",
	},
	"idempotency-key-reused": {
		ja: "この Idempotency-Key は、別の内容のリクエストですでに使用されています。新しいキーを指定してください。",
		en: "A different request was already sent with this Idempotency-Key. Use a new key.",
	},
	"request-running": {
		ja: "同じリクエストを処理中です。しばらくしてから、同じ Idempotency-Key でもう一度送信してください。",
		en: "The same request is still being processed. Send it again in a moment, with the same Idempotency-Key.",
	},
	"outcome-unknown": {
		ja: "前回の処理が完了したかどうかを確認できません。結果をご確認のうえ、完了していない場合は、もう一度操作してください（API では新しい Idempotency-Key を指定してください）。",
		en:
			"It could not be confirmed whether the previous operation was completed. Check the result; if it was not " +
			"completed, try again (in the API, with a new Idempotency-Key).",
	},
	"email-taken": {
		ja: "このメールアドレスは、ほかのアカウントで使用されています。別のメールアドレスを入力してください。",
		en: "Another account uses this e-mail address. Enter a different one.",
	},
	"email-missing": {
		ja: "メールアドレスが登録されていません。メールアドレスを登録してから、もう一度お試しください。",
		en: "No e-mail address is registered. Register one, then try again.",
	},
	"email-unconfirmed": {
		ja: "メールアドレスの確認が完了していません。お送りした確認メールのリンクを開いてから、もう一度お試しください。",
		en: "Your e-mail address has not been confirmed yet. Open the link in the confirmation e-mail, then try again.",
	},
	"confirmation-invalid": {
		ja: "確認用リンクが無効です。使用済み、有効期限切れ、または別のアカウントで設定されたメールアドレスのリンクです。メールアドレスの画面から、確認メールをもう一度送信してください。",
		en:
			"The confirmation link is not valid: it was already used, has expired, or belongs to another account. Send the " +
			"confirmation e-mail again.",
	},
	"mail-not-sent": {
		ja: "メールを送信できませんでした。メールアドレスをご確認のうえ、しばらくしてからもう一度お試しください。解消しない場合は、管理者にお問い合わせください。",
		en:
			"The e-mail could not be sent. Check the address and try again in a moment. If it persists, contact your " +
			"administrator.",
	},
	"too-many-requests": {
		ja: "短時間に操作が集中したため、受け付けられませんでした。しばらくしてからもう一度お試しください。",
		en: "There were too many requests in a short time. Try again in a moment.",
	},
	"too-many-mails": {
		ja: "メールの送信回数が上限に達しました。1時間ほどたってからもう一度お試しください。",
		en: "Too many e-mails were requested. Try again in about an hour.",
	},
	"mail-outcome-unknown": {
		ja: "メールを送信できたかどうかを確認できませんでした。届いていない場合は、しばらくしてからもう一度お試しください。",
		en: "It could not be confirmed whether the e-mail was sent. If it does not arrive, try again in a moment.",
	},
	"temporarily-unavailable": {
		ja: "ただいま混み合っています。しばらくしてからもう一度お試しください。",
		en: "The service is busy. Try again in a moment.",
	},
	"internal-error": {
		ja: "システムエラーが発生しました。解消しない場合は、お問い合わせ番号を添えて管理者にお問い合わせください。",
		en: "A system error occurred. If it persists, contact your administrator with the reference.",
	},
};

/** What is wrong with a field, by code; `{name}` is replaced by the parameter of that name. */
export const fieldTexts: Record<FieldCode, Text> = {
	required: { ja: "必須項目です。", en: "is required" },
	"unknown-field": { ja: "指定できない項目です。削除してください。", en: "is not a known field; remove it" },
	"wrong-type": { ja: "{expected}で指定してください。", en: "must be {expected}" },
	"wrong-format": { ja: "形式が正しくありません。", en: "has the wrong format" },
	"not-allowed": { ja: "次のいずれかを指定してください: {values}", en: "must be one of: {values}" },
	"too-long": { ja: "{max}文字以内で入力してください。", en: "must have at most {max} characters" },
	"too-short": { ja: "{min}文字以上で入力してください。", en: "must have at least {min} characters" },
	"too-many": { ja: "{max}件以内で指定してください。", en: "must have at most {max} items" },
	"too-many-words": { ja: "{max}語以内で入力してください。", en: "must have at most {max} different words" },
	"too-few": { ja: "{min}件以上指定してください。", en: "must have at least {min} items" },
	"too-large": { ja: "{max}以下の値を指定してください。", en: "must be at most {max}" },
	"too-small": { ja: "{min}以上の値を指定してください。", en: "must be at least {min}" },
	"lone-surrogate": { ja: "使用できない文字が含まれています。", en: "contains a broken character (a lone surrogate)" },
	"not-a-number": {
		ja: "電話番号を1～20桁の数字で入力してください（ハイフン・括弧・+81・内線番号も入力できます）。",
		en: "must be a telephone number of 1 to 20 digits; hyphens, brackets, +81 and an extension are allowed",
	},
	"not-a-time": {
		ja: "存在する日時を 2026-11-20T10:00 の形式で指定してください（24:00 は期間の終了のみ）。",
		en: "must be an existing time such as 2026-11-20T10:00 (24:00 only as the end of a period)",
	},
	"period-empty": {
		ja: "開始より後の日時を指定してください。開始と終了が逆になっていないかご確認ください。",
		en: "must be after the start; check whether the two are swapped",
	},
	"period-too-long": { ja: "期間は10年以内で指定してください。", en: "the period must not span more than ten years" },
	"period-either": {
		ja: "期間は、開始・終了（from・to）または relative のどちらか一方で指定してください。",
		en: "specify either from and to, or relative",
	},
	"not-a-time-of-day": {
		ja: "時刻を 07:00 の形式（00:00～23:59、半角）で指定してください。",
		en: "must be a time of day such as 07:00 (00:00 to 23:59)",
	},
	"not-repeating": {
		ja: "繰り返しが設定されていません。先に repeat を指定してください。",
		en: "the search is not repeated; set repeat first",
	},
	"column-twice": { ja: "同じ項目が重複しています。", en: "must not name a column twice" },
	"call-twice": {
		ja: "同じ応対履歴が重複しています。1件にまとめてください。",
		en: "must not name a call history twice; put its fields into one item",
	},
	"nothing-to-correct": { ja: "修正する項目を1つ以上指定してください。", en: "name at least one field to correct" },
	"result-entry-off": {
		ja: "このキャンペーンは対話結果を「設定しない」にしているため、設定できません。",
		en: "the campaign has no result entry; no result can be set",
	},
	"result-not-of-campaign": {
		ja: "キャンペーンに登録されている対話結果を指定してください。",
		en: "must be one of the campaign's results",
	},
	"redial-in-past": { ja: "再発信日時には、現在より後の日時を指定してください。", en: "must be in the future" },
	"redial-outside-batch": {
		ja: "再発信日時には、バッチ実施期間内の日時を指定してください。",
		en: "must be within the batch period",
	},
	"email-format": {
		ja: "正しい形式のメールアドレスを、すべて半角で入力してください（例: taro@example.com）。",
		en: "must be an e-mail address without full-width characters, such as taro@example.com",
	},
	"email-upper-case": {
		ja: "メールアドレスに英大文字は使用できません。英小文字で入力してください。",
		en: "must not contain upper-case letters; write it in lower case",
	},
	"cursor-invalid": { ja: "このカーソルは使用できません。", en: "is not a valid cursor for this request" },
	"cursor-expired": { ja: "カーソルの有効期限が切れています。", en: "has expired" },
	invalid: { ja: "値が正しくありません。", en: "is not valid" },
};

/** Possible mistakes in a search that found nothing, by code. */
export const hintTexts = {
	"period-in-future": {
		ja: "期間がすべて未来の日時です。年月日をご確認ください。",
		en: "The whole period is in the future. Check the dates.",
	},
	"kana-in-name": {
		ja: "名前がかなだけで入力されています。読みで探す場合は、フリガナに入力してください。",
		en: "The name contains only kana. To search by reading, enter it under Kana.",
	},
	"name-in-kana": {
		ja: "フリガナに漢字が含まれています。漢字で探す場合は、名前に入力してください。",
		en: "The kana contain kanji. To search by kanji, enter them under Name.",
	},
	"number-without-start": {
		ja: "電話番号は先頭から一致するものを検索します。市外局番などの先頭の0から入力するか、「後方一致」で検索してください。",
		en: "Phone numbers are matched from the start. Include the leading 0, or choose “ends with”.",
	},
	"number-incomplete": {
		ja: "電話番号の桁数をご確認ください（通常、携帯電話・IP電話は11桁、固定電話は10桁です）。",
		en: "Check the number of digits: mobile and IP phone numbers have 11, landline numbers 10.",
	},
} as const satisfies Record<string, Text>;

/** JSON types, by zod's names. */
export const typeNames: Record<string, Text> = {
	string: { ja: "文字列", en: "a string" },
	number: { ja: "数値", en: "a number" },
	int: { ja: "整数", en: "an integer" },
	boolean: { ja: "真偽値", en: "a boolean" },
	array: { ja: "配列", en: "an array" },
	object: { ja: "オブジェクト", en: "an object" },
};

/** The preferred language of an `Accept-Language` header; Japanese if it names neither. */
export function languageOf(header: string | undefined): Language {
	let best: { language: Language; weight: number } = { language: "ja", weight: 0 };
	for (const part of (header ?? "").split(",").slice(0, 20)) {
		const [range = "", ...parameters] = part.trim().toLowerCase().split(";");
		const language = range.split("-")[0];
		const quality = parameters.map((parameter) => /^\s*q=([\d.]+)$/.exec(parameter)?.[1]).find(Boolean);
		const weight = quality === undefined ? 1 : Number(quality);
		if ((language === "ja" || language === "en") && weight > best.weight) best = { language, weight };
	}
	return best.language;
}
