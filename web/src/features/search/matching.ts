import { foldName } from "../../../../shared/text/model.ts";

export interface Choice {
	label?: string;
	description?: string;
	/** The choices of a group. */
	options?: readonly Choice[];
}

/** The choices that show a text, compared as in searches: in any width, case or kana, without spaces. */
export function matching<C extends Choice>(choices: readonly C[], text: string): readonly C[] {
	const wanted = foldName(text);
	if (!wanted) return choices;
	const shows = ({ label = "", description = "" }: Choice) =>
		[label, description].some((shown) => foldName(shown).includes(wanted));
	return choices.flatMap((choice) => {
		if (shows(choice)) return [choice];
		const options = choice.options?.filter(shows) ?? [];
		return options.length > 0 ? [{ ...choice, options }] : [];
	});
}
