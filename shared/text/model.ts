const hiragana = /[\u3041-\u3096\u309d\u309e]/g;

/**
 * The form in which two texts are equal for a search: NFKC (full and half width, ligatures, half-width kana with their
 * sound marks), lower case, hiragana as katakana.
 */
export function fold(text: string): string {
	return text
		.normalize("NFKC")
		.toLowerCase()
		.replace(hiragana, (char) => String.fromCharCode(char.charCodeAt(0) + 0x60));
}

/** As {@link fold}, white space removed: how names and kana are compared. */
export function foldName(text: string): string {
	return fold(text).replace(/\s+/g, "");
}

/** The forms in which texts are compared: names without their spaces, ids by their letters alone. */
export const folds = {
	name: foldName,
	text: fold,
	lower: (text: string) => text.toLowerCase(),
} as const satisfies Record<string, (text: string) => string>;
export type Fold = keyof typeof folds;

/** The digits of a telephone number in the national form: `+81 90-1234-5678` and `０９０…` both become `090…`. */
export function foldPhone(text: string): string {
	const folded = text.normalize("NFKC").trim();
	const digits = folded.replace(/\D/g, "");
	// "(+81) 90" and "+81 (0)90" are written too; the trunk prefix must not be doubled.
	if (!/^[\s(]*\+[\s(]*81/.test(folded)) return digits;
	return `0${digits.slice(2).replace(/^0/, "")}`;
}

/** Words parted by half- or full-width spaces, folded; each once, empty ones left out. */
export function foldWords(text: string): string[] {
	return [...new Set(fold(text).split(/\s+/).filter(Boolean))];
}
