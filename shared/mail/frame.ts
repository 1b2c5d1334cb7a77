import type { MailContent } from "../platform/mailer.ts";

/** The part of a mail that differs from other mails, as plain text. */
export interface MailBody {
	/** Also the subject. Mails contain nothing that a user typed, because it would seem to come from the system. */
	heading: string;
	tone: "neutral" | "failure";
	paragraphs: readonly string[];
	/** The label of the button, and its URL below. */
	button: string;
	url: string;
}

/** The button of mails that only inform. */
export const historyButton = "履歴画面";

const systemLine = "※本メールはRirekiサーバより自動で送信されております。";
const urlLine = (button: string) =>
	`${button} を押すことが出来ない場合は以下のURLをコピーしてブラウザのアドレスバーに貼り付けてください`;

/** Puts a body into the frame of every mail: the system's line, a button, and its URL to copy. */
export function frameMail(body: MailBody): MailContent {
	const { heading, paragraphs, button, url } = body;
	const parts = [systemLine, heading, ...paragraphs, `[${button}]`, `${urlLine(button)}\n${url}`];
	return { subject: heading, text: `${parts.join("\n\n")}\n`, html: toHtml(body) };
}

const colours = { neutral: "#1f2328", failure: "#b3261e", button: "#0b57d0", small: "#4b5563" };
const font = "font-family:'Hiragino Sans','Yu Gothic UI',Meiryo,sans-serif;";

/** Uses tables and inline styles, because Outlook renders with Word, and web mailers drop style sheets. */
function toHtml({ heading, tone, paragraphs, button, url: plainUrl }: MailBody): string {
	const url = escapeHtml(plainUrl);
	const row = (style: string, content: string) => `<tr><td style="${font}${style}">${content}</td></tr>`;
	const text = `padding:0 24px 12px;font-size:15px;line-height:1.7;color:${colours.neutral};`;
	const small = `font-size:13px;line-height:1.7;color:${colours.small};`;
	const card = "max-width:600px;border:1px solid #d0d7de;text-align:left;";
	const large = `margin:0;padding:0 24px 16px;font-size:20px;line-height:1.5;color:${colours[tone]};`;
	const buttonCell = `<td align="center" bgcolor="${colours.button}" style="border-radius:4px;padding:12px 32px;">`;
	const buttonText = `${font}font-size:16px;font-weight:bold;color:#ffffff;text-decoration:none;`;
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
<table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0" bgcolor="#ffffff" style="${card}">
${row(`padding:20px 24px 12px;${small}`, escapeHtml(systemLine))}
${row("padding:0;", `<h1 style="${large}">${escapeHtml(heading)}</h1>`)}
${paragraphs.map((paragraph) => row(`${text}word-break:break-word;`, escapeHtml(paragraph))).join("\n")}
<tr><td style="padding:12px 24px 20px;">
<table role="presentation" cellpadding="0" cellspacing="0" border="0"><tr>
${buttonCell}<a href="${url}" style="${buttonText}">${button}</a></td>
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
