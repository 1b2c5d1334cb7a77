const maxBytes = 255;
/** What turns the direction of writing or cannot be seen at all, variation selectors included, and what file systems refuse. */
const unfit = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}\p{Noncharacter_Code_Point}\\/:*?"<>|]/gu;
/** Devices of Windows, whatever the extension. */
const reserved = /^(?:con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(?=\.|$)/i;

/**
 * The name of a file to download, which every file system takes: `通話録音_20261120-100012_髙橋さくら_09012345678.wav`.
 * @param parts what it is put together from; the longest gives way where all of them are too long
 * @param extension with its dot, or empty
 */
export function downloadName(parts: readonly (string | undefined)[], extension: string): string {
	const told = parts.flatMap((part) => part?.toWellFormed().replace(unfit, "").replace(/\s/gu, "") || []);
	const room = maxBytes - Buffer.byteLength(extension);
	const join = () => told.join("_").replace(/\.+$/, "").replace(reserved, "_$&");
	for (let excess = Buffer.byteLength(join()) - room; excess > 0; excess = Buffer.byteLength(join()) - room) {
		const longest = told.reduce((found, part, index) => (part.length > (told[found]?.length ?? 0) ? index : found), 0);
		told[longest] = shortened(told[longest] ?? "", excess);
	}
	return (join() || "_") + extension;
}

/** Without its last whole characters, so many bytes of them or a few more. */
function shortened(text: string, excessBytes: number): string {
	const characters = Array.from(new Intl.Segmenter("ja").segment(text), ({ segment }) => segment);
	for (let cut = 0; cut < excessBytes && characters.length > 0; ) cut += Buffer.byteLength(characters.pop() ?? "");
	return characters.join("");
}
