import { foldNumber } from "../phone/model.ts";
import { fold, foldName } from "../text/model.ts";

/** The forms in which texts are compared: names without spaces, numbers by their digits, ids in lower case. */
export const folds = {
	name: foldName,
	number: foldNumber,
	text: fold,
	lower: (text: string) => text.toLowerCase(),
} as const satisfies Record<string, (text: string) => string>;
export type Fold = keyof typeof folds;
