import { encodeTexts } from "./bytes.ts";
import { TextColumn } from "./columns.ts";
import { shownAt } from "./decode.ts";
import { foldedText, type TextAttribute } from "./layout.ts";

export interface TextColumns {
	folded: TextColumn;
	shown: TextColumn;
}

/** The texts of a column in the current folding, from a pack with an older one. */
export function refold(attribute: TextAttribute, { folded, shown }: TextColumns): TextColumns {
	const texts: string[] = [];
	const asShown: (string | null)[] = [];
	for (let row = 0; row < folded.rows; row++) {
		const text = shownAt(shown, folded, row) ?? "";
		const compared = foldedText(attribute, text);
		texts.push(compared);
		asShown.push(shownBeside(compared, text));
	}
	const columnOf = (values: readonly (string | null)[]) => new TextColumn(encodeTexts(values), folded.rows);
	return { folded: columnOf(texts), shown: columnOf(asShown) };
}

/** Null if the shown text equals its folded form. */
export function shownBeside(folded: string, text: string): string | null {
	return text !== "" && text === folded ? null : text;
}
