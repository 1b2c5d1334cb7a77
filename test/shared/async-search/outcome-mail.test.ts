import { describe, expect, test } from "vitest";
import { type OutcomeMail, outcomeMail } from "../../../shared/async-search/outcome-mail.ts";
import { parseMail } from "../../support/mail-html.ts";

const historyUrl = "https://rireki.example/console";
const createdAt = Date.parse("2020-11-05T13:39:51.987+09:00");
const completed: OutcomeMail = { outcome: "completed", createdAt, historyUrl };
const failed: OutcomeMail = { outcome: "failed", createdAt, failureTitle: "処理時間の上限を超えました。", historyUrl };

describe("the mail about a completed search", () => {
	test("has the text shown in the manual", () => {
		const { subject, text } = outcomeMail(completed);
		expect(subject).toBe("非同期検索処理が完了しました");
		expect(text).toMatchInlineSnapshot(`
			"※本メールはRirekiサーバより自動で送信されております。

			非同期検索処理が完了しました

			登録日時: 2020-11-05 13:39:51

			[履歴画面]

			履歴画面 を押すことが出来ない場合は以下のURLをコピーしてブラウザのアドレスバーに貼り付けてください
			https://rireki.example/console
			"
		`);
	});
});

test("the mail about a failed search says why it failed and what to do", () => {
	const { subject, text } = outcomeMail(failed);
	expect(subject).toBe("非同期検索処理が異常終了しました");
	expect(text).toMatchInlineSnapshot(`
		"※本メールはRirekiサーバより自動で送信されております。

		非同期検索処理が異常終了しました

		登録日時: 2020-11-05 13:39:51

		異常終了の理由: 処理時間の上限を超えました。

		お手数をおかけいたしますが、履歴画面より再度非同期検索を実施してください。

		[履歴画面]

		履歴画面 を押すことが出来ない場合は以下のURLをコピーしてブラウザのアドレスバーに貼り付けてください
		https://rireki.example/console
		"
	`);
	expect(outcomeMail({ ...failed, failureTitle: undefined }).text).not.toContain("理由");
});

describe("the HTML", () => {
	test.each([
		["completed", completed],
		["failed", failed],
	])("has the lines of the text, and a button: %s", (_, mail) => {
		const { html, text, subject } = outcomeMail(mail);
		const parsed = parseMail(html);
		expect(parsed.title).toBe(subject);
		expect(parsed.lines).toEqual(
			text
				.split("\n")
				.filter(Boolean)
				.map((line) => (line === "[履歴画面]" ? "履歴画面" : line)),
		);
		expect(parsed.links).toEqual([
			{ href: historyUrl, text: "履歴画面" },
			{ href: historyUrl, text: historyUrl },
		]);
	});

	test("loads nothing external and uses no style sheet", () => {
		const { html } = outcomeMail(failed);
		const { elements } = parseMail(html);
		for (const name of ["img", "link", "style", "script", "form"]) expect(elements.has(name), name).toBe(false);
		expect(html.replaceAll(historyUrl, "")).not.toMatch(/https?:|url\(/);
		expect(html).toContain('<html lang="ja">');
		expect(html).toContain('<meta charset="utf-8">');
		for (const [table] of html.matchAll(/<table[^>]*>/g)) expect(table).toContain('role="presentation"');
	});

	test("has a contrast of at least 4.5 between each text colour and its background", () => {
		const { html } = outcomeMail(failed);
		const colours = [...html.matchAll(/[";]color:(#[0-9a-f]{6})/g)].map(([, colour = ""]) => colour);
		const button = /bgcolor="(#[0-9a-f]{6})" style="border-radius/.exec(html)?.[1] ?? "";
		expect(colours.length).toBeGreaterThanOrEqual(5);
		for (const colour of colours) {
			expect(contrast(colour, colour === "#ffffff" ? button : "#ffffff"), colour).toBeGreaterThanOrEqual(4.5);
		}
	});
});

test("a URL is escaped in its attribute", () => {
	const url = 'https://rireki.example/?a=1&b="><script>';
	const { links } = parseMail(outcomeMail({ ...completed, historyUrl: url }).html);
	expect(links.map((link) => link.href)).toEqual([url, url]);
});

/** The WCAG 2 contrast ratio of two colours such as `#0b57d0`. */
function contrast(one: string, other: string): number {
	const luminance = (colour: string) =>
		[0.2126, 0.7152, 0.0722]
			.map((weight, index) => {
				const value = Number.parseInt(colour.slice(1 + index * 2, 3 + index * 2), 16) / 255;
				return weight * (value <= 0.03928 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4);
			})
			.reduce((sum, value) => sum + value);
	const [light = 0, dark = 0] = [luminance(one), luminance(other)].sort((a, b) => b - a);
	return (light + 0.05) / (dark + 0.05);
}
