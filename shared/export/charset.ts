import type { Encoding } from "../async-search/model.ts";

export interface Encoder {
	/** The byte order mark by which Excel detects the encoding; empty if there is none. */
	byteOrderMark: Buffer;
	/** Upper bound of the bytes of a UTF-16 code unit. */
	maxBytesPerUnit: number;
	/**
	 * Writes at `offset` of a buffer that is large enough.
	 * @returns how many bytes, and how many characters were replaced
	 */
	write(text: string, target: Buffer, offset: number): { bytes: number; replaced: number };
}

export function createEncoder(encoding: Encoding): Encoder {
	return encoding === "utf-8" ? utf8 : { byteOrderMark: Buffer.alloc(0), maxBytesPerUnit: 2, write: writeCp932 };
}

const utf8: Encoder = {
	byteOrderMark: Buffer.from([0xef, 0xbb, 0xbf]),
	maxBytesPerUnit: 3,
	write: (text, target, offset) => ({ bytes: target.write(text, offset, "utf8"), replaced: 0 }),
};

/** Characters for which Windows uses another code point than other systems (wave dash, minus, double bar, …). */
const twins: Record<string, string> = {
	"\u301c": "\uff5e",
	"\u2212": "\uff0d",
	"\u2016": "\u2225",
	"\u2014": "\u2015",
	"\u00a2": "\uffe0",
	"\u00a3": "\uffe1",
	"\u00a5": "\uffe5",
	"\u00ac": "\uffe2",
	"\u00a6": "\uffe4",
	"\u00a0": " ",
};
const replacement = "?".charCodeAt(0);

let table: Uint16Array | undefined;

/**
 * Bytes of CP932 by UTF-16 code unit; 0 = none. Built from the platform's own decoder. If two codes mean the same
 * character, Windows uses the lower one, except that it does not use the rows ED and EE (NEC's copy of IBM's
 * extensions).
 */
function cp932(): Uint16Array {
	if (table) return table;
	const codes = new Uint16Array(65_536);
	const decoder = new TextDecoder("shift_jis", { fatal: true });
	const learn = (lead: number, trail: number) => {
		let char: string;
		try {
			char = decoder.decode(Uint8Array.of(lead, trail));
		} catch {
			// Not every pair of bytes is a character.
			return;
		}
		if (char.length === 1 && codes[char.charCodeAt(0)] === 0) codes[char.charCodeAt(0)] = lead * 256 + trail;
	};
	// Not from the decoder, which swaps three control characters, as an old IBM code page did.
	for (let ascii = 1; ascii < 0x80; ascii++) codes[ascii] = ascii;
	for (let kana = 0xa1; kana < 0xe0; kana++) codes[0xff61 - 0xa1 + kana] = kana;
	for (let lead = 0x81; lead <= 0xfc; lead++) {
		if ((lead > 0x9f && lead < 0xe0) || lead === 0xed || lead === 0xee) continue;
		for (let trail = 0x40; trail <= 0xfc; trail++) learn(lead, trail);
	}
	for (const [char, twin] of Object.entries(twins)) {
		if (codes[char.charCodeAt(0)] === 0) codes[char.charCodeAt(0)] = codes[twin.charCodeAt(0)] ?? 0;
	}
	table = codes;
	return codes;
}

/** か and its sound mark as two characters, as some systems write them. */
const apart = /[\u3040-\u30ff][\u3099\u309a]/g;

/** Selectors that request a variant of the preceding character; dropped, so that it is written in its usual form. */
const variation = /[\ufe00-\ufe0f]|\udb40[\udd00-\uddef]/g;

function writeCp932(text: string, target: Buffer, offset: number): { bytes: number; replaced: number } {
	const codes = cp932();
	const composed = text.replace(apart, (pair) => pair.normalize("NFC")).replace(variation, "");
	let end = offset;
	let replaced = 0;
	for (let index = 0; index < composed.length; index++) {
		const unit = composed.charCodeAt(index);
		const code = codes[unit] ?? 0;
		if (code > 0xff) {
			target[end++] = code >> 8;
			target[end++] = code & 0xff;
		} else if (code > 0 || unit === 0) {
			target[end++] = code;
		} else {
			// The two halves of a surrogate pair count once.
			if (unit >= 0xd800 && unit < 0xdc00) index++;
			target[end++] = replacement;
			replaced++;
		}
	}
	return { bytes: end - offset, replaced };
}
