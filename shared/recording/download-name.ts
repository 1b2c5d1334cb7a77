const maxBytes = 255;
/**
 * Characters that change the writing direction, are invisible (including variation selectors), or are refused by file
 * systems.
 */
const unfit = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}\p{Noncharacter_Code_Point}\\/:*?"<>|]/gu;
/** Device names of Windows, with any extension. */
const reserved = /^(?:con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(?=\.|$)/i;
const characters = new Intl.Segmenter("ja");

/** A part of a name, and its maximum length. */
type Part = string | undefined | { text: string | undefined; maxBytes: number };

/**
 * The name of a downloaded file, which every file system accepts:
 * `通話録音_20261120-100012_髙橋さくら_09012345678.wav`.
 * @param parts joined in order; parts that are too long are cut
 * @param extension with its dot, or empty
 */
export function downloadName(parts: readonly Part[], extension: string): string {
	const stem = parts
		.map((part) => (typeof part === "object" ? cut(fit(part.text), part.maxBytes) : fit(part)))
		.filter(Boolean)
		.join("_");
	const whole = cut(stem, maxBytes - 1 - Buffer.byteLength(extension)).replace(/\.+$/, "");
	return (whole.replace(reserved, "_$&") || "_") + extension;
}

function fit(text = ""): string {
	return text.toWellFormed().replace(unfit, "").replace(/\s/gu, "");
}

/** The beginning of a text, in whole characters. */
function cut(text: string, bytes: number): string {
	let kept = "";
	for (const { segment } of characters.segment(text)) {
		if (Buffer.byteLength(kept + segment) > bytes) break;
		kept += segment;
	}
	return kept;
}
