import type { CallHistoryEntry } from "../call-history/model.ts";
import { type Column, columns, columnTable, valueReader } from "../column/model.ts";
import { createWord, isIn, wordOf } from "../column/word.ts";
import { askedBy, foldOf } from "../condition/model.ts";
import type { Directory } from "../directory/model.ts";
import { numberEndsWith, numberStartsWith } from "../phone/model.ts";
import { type Criteria, isAlive } from "./criteria.ts";

export type Matcher = (entry: CallHistoryEntry) => boolean;

/**
 * The one definition of what a hit is. Filters pushed down to the table only save it work. The most expensive test
 * comes last.
 */
export function createMatcher(criteria: Criteria, directory: Directory): Matcher {
	const { from, to } = criteria.period;
	const foldedText = createFoldedTexts();
	const alive = isAlive(criteria, directory);
	const tests: Matcher[] = [
		(entry) => entry.calledAt >= from && entry.calledAt < to,
		...askedBy(criteria, "ids").map(({ of, value }): Matcher => {
			const ids = new Set<string | undefined>(value);
			return (entry) => ids.has(entry[of]);
		}),
		(entry) => alive(entry.batchId),
		...askedBy(criteria, "starts").map(({ column, value }): Matcher => {
			const numberOf = foldedText(column);
			return (entry) => numberStartsWith(numberOf(entry), value);
		}),
		...askedBy(criteria, "ends").map(({ column, value }): Matcher => {
			const numberOf = foldedText(column);
			return (entry) => numberEndsWith(numberOf(entry), value);
		}),
		...askedBy(criteria, "contains").map(({ column, value }): Matcher => {
			const textOf = foldedText(column);
			return (entry) => textOf(entry).includes(value);
		}),
		...(criteria.keyword ?? []).map((word) => createWordTest(word, directory, foldedText)),
	];
	return (entry) => {
		for (const test of tests) if (!test(entry)) return false;
		return true;
	};
}

type FoldedText = (column: Column) => (entry: CallHistoryEntry) => string;

/**
 * The texts of a record as they are compared: each is folded when it is first needed, and kept until the next record
 * follows.
 */
function createFoldedTexts(): FoldedText {
	const readers = new Map<Column, (entry: CallHistoryEntry) => string>();
	return (column) => {
		const known = readers.get(column);
		if (known) return known;
		const { of } = columnTable[column];
		const fold = foldOf(column);
		let last: CallHistoryEntry | undefined;
		let text = "";
		const reader = (entry: CallHistoryEntry) => {
			if (entry !== last) {
				text = fold((entry[of] as string | undefined) ?? "");
				last = entry;
			}
			return text;
		};
		readers.set(column, reader);
		return reader;
	};
}

/** Whether a folded word occurs in some displayed column: values first, because they are not folded. */
function createWordTest(folded: string, directory: Directory, foldedText: FoldedText): Matcher {
	const word = createWord(folded);
	const ofValues: Matcher[] = [];
	const ofTexts: Matcher[] = [];
	for (const column of columns) {
		const found = wordOf(column, word, directory);
		if (found?.kind === "values") {
			const value = valueReader(column);
			ofValues.push((entry) => found.test(value(entry)));
		} else if (found) {
			const textOf = foldedText(column);
			ofTexts.push((entry) => isIn(textOf(entry), found.needles));
		}
	}
	const tests = [...ofValues, ...ofTexts];
	return (entry) => {
		for (const test of tests) if (test(entry)) return true;
		return false;
	};
}
