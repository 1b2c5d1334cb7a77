import type { MailContent } from "../platform/mailer.ts";

/** What a mail of the system says between the lines that all of them have. Plain text, each a paragraph. */
export interface MailBody {
	/** The subject too. No mail holds what a user typed: it would be said in the system's name. */
	heading: string;
	tone: "neutral" | "failure";
	paragraphs: readonly string[];
	/** What the button says, and where it leads. */
	button: string;
	url: string;
}

/** The button of mails that tell something. */
export const historyButton = "履歴画面";

const systemLine = "※本メールはRirekiサーバより自動で送信されております。";
const urlLine = (button: string) =>
	`${button} を押すことが出来ない場合は以下のURLをコピーしてブラウザのアドレスバーに貼り付けてください`;

/** The frame of every mail: the system's line, a button, and its URL to copy. */
export function frameMail(body: MailBody): MailContent {
	const { heading, paragraphs, button, url } = body;
	const parts = [systemLine, heading, ...paragraphs, `[${button}]`, `${urlLine(button)}\n${url}`];
	return { subject: heading, text: `${parts.join("\n\n")}\n`, html: toHtml(body) };
}

const colours = { neutral: "#1f2328", failure: "#b3261e", button: "#0b57d0", small: "#4b5563" };
const font = "font-family:'Hiragino Sans','Yu Gothic UI',Meiryo,sans-serif;";

/** Tables and inline styles, because Outlook lays out with Word, and web mailers drop style sheets. */
function toHtml({ heading, tone, paragraphs, button, url: plainUrl }: MailBody): string {
	const url = escapeHtml(plainUrl);
	const row = (style: string, content: string) => `<tr><td style="${font}${style}">${content}</td></tr>`;
	const text = `padding:0 24px 12px;font-size:15px;line-height:1.7;color:${colours.neutral};`;
	const small = `font-size:13px;line-height:1.7;color:${colours.small};`;
	return `<!doctype html>
<html lang="ja">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light">
<title>${escapeHtml(heading)}</title>
</head>
<body style="margin:0;padding:0;background-color:#f3f4f6;">
<table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0" bgcolor="#f3f4f6">
<tr><td align="center" style="padding:24px 12px;">
<!--[if mso]><table role="presentation" width="600" cellpadding="0" cellspacing="0" border="0"><tr><td><![endif]-->
<table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0" bgcolor="#ffffff" style="max-width:600px;border:1px solid #d0d7de;text-align:left;">
${row(`padding:20px 24px 12px;${small}`, escapeHtml(systemLine))}
${row(
	"padding:0;",
	`<h1 style="margin:0;padding:0 24px 16px;font-size:20px;line-height:1.5;color:${colours[tone]};">${escapeHtml(heading)}</h1>`,
)}
${paragraphs.map((paragraph) => row(`${text}word-break:break-word;`, escapeHtml(paragraph))).join("\n")}
<tr><td style="padding:12px 24px 20px;">
<table role="presentation" cellpadding="0" cellspacing="0" border="0"><tr>
<td align="center" bgcolor="${colours.button}" style="border-radius:4px;padding:12px 32px;"><a href="${url}" style="${font}font-size:16px;font-weight:bold;color:#ffffff;text-decoration:none;">${button}</a></td>
</tr></table>
</td></tr>
${row(
	`padding:0 24px 24px;${small}`,
	`${escapeHtml(urlLine(button))}<br><a href="${url}" style="color:${colours.button};word-break:break-all;">${url}</a>`,
)}
</table>
<!--[if mso]></td></tr></table><![endif]-->
</td></tr>
</table>
</body>
</html>
`;
}

const entities: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" };

function escapeHtml(text: string): string {
	return text.replace(/[&<>"']/g, (char) => entities[char] ?? char);
}
