import type { NextAction } from "../call-history/model.ts";
import type { Directory } from "../directory/model.ts";
import { type Fold, folds } from "../folding/model.ts";
import { parseNumber } from "../phone/model.ts";
import { foldName } from "../text/model.ts";
import { displayJstOf } from "../time/display-time.ts";
import { dayMs, displayDuration, jstOffsetMs } from "../time/model.ts";
import { type Column, type ColumnDefinition, type ColumnValue, definitionOf } from "./model.ts";
import { namesOf } from "./names.ts";

/** How a word is found in a column: by the values whose text contains it, or in the column's folded text. */
export type ColumnWord =
	| { kind: "values"; test: (value: ColumnValue) => boolean }
	| {
			kind: "text";
			fold: Fold;
			/** The word occurs if any of these does. */
			needles: readonly string[];
	  };

/** A word of the keyword, folded by {@link foldWords}, with everything that columns need to find it. */
export interface Word {
	text: string;
	/** Its folded forms: as in names, and as in numbers, reduced to digits. */
	inNames: readonly string[];
	inNumbers: readonly string[];
	/** undefined if no time, or no duration, can contain it. */
	showsTime: ((epochMs: number) => boolean) | undefined;
	showsDuration: ((seconds: number) => boolean) | undefined;
}

export function createWord(text: string): Word {
	const digits = parseNumber(text)?.digits ?? "";
	// Few digits usually mean a date, and `+81` alone is taken literally.
	const isNumber = digits.length >= 7 || /^[\d()-]+$/.test(text) || /^\+[\d()-]{4,}$/.test(text);
	const number = isNumber ? digits : "";
	return {
		text,
		inNames: [...new Set([text, foldName(text)])],
		inNumbers: [...new Set([text, number || text])],
		showsTime: createTimeTest(text),
		showsDuration: createDurationTest(text),
	};
}

/** How to find a word in the text that a column shows; undefined if no such text can contain it. */
export function wordOf(column: Column, word: Word, directory: Directory): ColumnWord | undefined {
	const definition = definitionOf(column);
	switch (definition.kind) {
		case "reference": {
			const shown = [...namesOf(directory, definition.names)].filter(([, { name }]) =>
				isIn(foldName(name), word.inNames),
			);
			const ids = new Set<ColumnValue>(shown.map(([id]) => id));
			return ids.size > 0 ? { kind: "values", test: (id) => ids.has(id) } : undefined;
		}
		case "code":
			return codeWord(definition, word);
		case "time":
			return values(word.showsTime);
		case "duration":
			return values(word.showsDuration);
		case "id":
			return isPrintableAscii(word.text) ? text(definition.fold, [word.text]) : undefined;
		case "number":
			return text(definition.fold, word.inNumbers);
		case "text":
			return text(definition.fold, definition.fold === "name" ? word.inNames : [word.text]);
	}
}

/** Whether a folded text contains the word. */
export function isIn(folded: string, needles: readonly string[]): boolean {
	for (const needle of needles) if (folded.includes(needle)) return true;
	return false;
}

function text(fold: Fold, needles: readonly string[]): ColumnWord {
	return { kind: "text", fold, needles };
}

function values(shows: ((value: number) => boolean) | undefined): ColumnWord | undefined {
	return shows && { kind: "values", test: (value) => value !== undefined && shows(value as number) };
}

const isPrintableAscii = (word: string) => /^[!-~]+$/.test(word);

function codeWord({ labels }: Extract<ColumnDefinition, { kind: "code" }>, word: Word): ColumnWord | undefined {
	const shown = Object.entries(labels).filter(([, { ja }]) => isIn(folds.name(ja), word.inNames));
	const codes = new Set<ColumnValue>(shown.map(([code]) => code));
	const { showsTime } = word;
	if (codes.size === 0 && !(showsTime && "redial" in labels)) return undefined;
	return {
		kind: "values",
		test: (value) => {
			if (typeof value !== "object") return codes.has(value);
			const action = value as NextAction;
			return codes.has(action.type) || (action.type === "redial" && showsTime?.(action.redialAt) === true);
		},
	};
}

/** A time is shown as a date and a time of day; each date, and each second of a day, is tested once. */
function createTimeTest(word: string): Word["showsTime"] {
	const inDate = /^[\d/]{1,10}$/.test(word);
	const inClock = /^[\d:]{1,8}$/.test(word) && !/\d{3}/.test(word);
	if (!inDate && !inClock) return undefined;
	const dates = new Map<number, boolean>();
	const [unknown, shown, not] = [0, 1, 2];
	const clock = new Uint8Array(inClock ? dayMs / 1000 : 0);
	return (epochMs) => {
		const local = epochMs + jstOffsetMs;
		const day = Math.floor(local / dayMs);
		if (inDate) {
			let holds = dates.get(day);
			if (holds === undefined) {
				holds = displayJstOf(epochMs).slice(0, 10).includes(word);
				dates.set(day, holds);
			}
			if (holds) return true;
		}
		if (!inClock) return false;
		const second = Math.floor((local - day * dayMs) / 1000);
		if (clock[second] === unknown) clock[second] = displayJstOf(epochMs).slice(11).includes(word) ? shown : not;
		return clock[second] === shown;
	};
}

function createDurationTest(word: string): Word["showsDuration"] {
	if (!/^[\d:]+$/.test(word)) return undefined;
	const known = new Map<number, boolean>();
	return (seconds) => {
		let holds = known.get(seconds);
		if (holds === undefined) {
			holds = displayDuration(seconds).includes(word);
			known.set(seconds, holds);
		}
		return holds;
	};
}
