import { type Column, columns } from "../column/model.ts";
import { type ColumnWord, createWord, wordOf } from "../column/word.ts";
import { askedBy } from "../condition/model.ts";
import type { Directory } from "../directory/model.ts";
import { folds } from "../folding/model.ts";
import { separatorText } from "../pack/bytes.ts";
import { lowerBound, type PlacesColumn } from "../pack/columns.ts";
import type { PartName, TextAttribute } from "../pack/layout.ts";
import type { OpenPack } from "../pack/open-pack.ts";
import { numberEnds } from "../phone/model.ts";
import { type Criteria, isAlive } from "./criteria.ts";
import { accessTo } from "./packed-attributes.ts";
import { markRowsWith, toLatin1 } from "./packed-texts.ts";

/** A search's criteria as tests of packed columns, with the same definition of a hit as the matcher's. */
export interface PackedQuery {
	/** The parts of a pack that are read. */
	parts: readonly PartName[];
	/**
	 * The rows of a pack that meet the criteria, and how many are in the period. @param dead rows that no longer count
	 */
	rowsOf(open: OpenPack, dead: readonly number[]): Promise<{ rows: number[]; examined: number }>;
}

/** Marks the rows that pass a test, among those still undecided (`asked`); may mark others, too. */
type Marking = (pack: OpenPack, asked: Uint8Array, marks: Uint8Array) => Promise<void>;

interface Test {
	parts: readonly PartName[];
	/** A row must be marked by one of these. */
	anyOf: readonly Marking[];
}

export function createPackedQuery(criteria: Criteria, directory: Directory): PackedQuery {
	const { from, to } = criteria.period;
	const tests = [
		aliveTest(criteria, directory),
		...idTests(criteria),
		...textTests(criteria),
		...wordTests(criteria, directory),
	];
	return {
		parts: [...new Set<PartName>(["ids", ...tests.flatMap(({ parts }) => parts)])],
		async rowsOf(pack, dead) {
			const { times, rows: count } = await pack.ids();
			const [first, end] = [lowerBound(times, from), lowerBound(times, to)];
			const asked = new Uint8Array(count).fill(1, first, end);
			for (const row of dead) asked[row] = 0;
			for (const { anyOf } of tests) await keepMarked(pack, asked, anyOf);
			const rows: number[] = [];
			for (let row = first; row < end; row++) if (asked[row] === 1) rows.push(row);
			return { rows, examined: end - first };
		},
	};
}

async function keepMarked(pack: OpenPack, asked: Uint8Array, anyOf: readonly Marking[]): Promise<void> {
	// No rows are left, so the remaining columns need not be decoded.
	if (!asked.includes(1)) return;
	const marks = new Uint8Array(asked.length);
	for (const mark of anyOf) await mark(pack, asked, marks);
	for (let row = 0; row < asked.length; row++) asked[row] = (asked[row] as number) & (marks[row] as number);
}

function aliveTest(criteria: Criteria, directory: Directory): Test {
	const alive = isAlive(criteria, directory);
	return {
		parts: ["ids"],
		anyOf: [async (pack, _, marks) => markPlaces((await pack.ids()).ids.batchId, alive, marks)],
	};
}

function idTests(criteria: Criteria): Test[] {
	return askedBy(criteria, "ids").map(({ of, value }): Test => {
		const ids = new Set<string | undefined>(value);
		return {
			parts: ["ids"],
			anyOf: [async (pack, _, marks) => markPlaces((await pack.ids()).ids[of], (id) => ids.has(id), marks)],
		};
	});
}

function textTests(criteria: Criteria): Test[] {
	return [
		...askedBy(criteria, "contains").map(
			({ of, value }): Test => ({ parts: [of], anyOf: [textMarking(of, toLatin1(value))] }),
		),
		...askedBy(criteria, "starts").map(({ of, value }): Test => {
			const starts = [value, `+${value}`].map((start) => separatorText + toLatin1(start));
			return { parts: [of], anyOf: starts.map((needle) => textMarking(of, needle)) };
		}),
		...askedBy(criteria, "ends").map(({ of, value }): Test => {
			const ends = numberEnds.map((end) => toLatin1(value + end) + (end === "" ? separatorText : ""));
			return { parts: [of], anyOf: ends.map((needle) => textMarking(of, needle)) };
		}),
	];
}

/** @param needle as {@link toLatin1} makes it, with separators where it must begin or end the text */
function textMarking(of: TextAttribute, needle: string): Marking {
	return async (pack, _, marks) => {
		const column = await pack.text(of);
		markRowsWith(column, column.latin1(), needle, marks);
	};
}

function wordTests({ keyword = [] }: Criteria, directory: Directory): Test[] {
	return keyword.map((text): Test => {
		const word = createWord(text);
		const markings = columns.flatMap((column) => {
			const asked = wordOf(column, word, directory);
			return asked ? [{ column, asked, ...accessTo(column) }] : [];
		});
		// Places and numbers are tested faster than texts.
		const inOrder = [
			...markings.filter(({ access }) => access.kind !== "text"),
			...markings.filter(({ access }) => access.kind === "text"),
		];
		return {
			parts: [...new Set(inOrder.map(({ part }) => part))],
			anyOf: inOrder.map(({ column, asked }) => wordMarking(column, asked)),
		};
	});
}

function wordMarking(column: Column, word: ColumnWord): Marking {
	const { access } = accessTo(column);
	if (word.kind === "text") {
		const fold = folds[word.fold];
		const needles = word.needles.map(toLatin1);
		return async (pack, _, marks) => {
			if (access.kind === "text") {
				const text = await access.column(pack);
				const characters = access.isFolded ? text.latin1() : fold(text.latin1());
				for (const needle of needles) markRowsWith(text, characters, needle, marks);
			} else if (access.kind === "places") {
				const shows = (value: string | undefined) =>
					value !== undefined && word.needles.some((needle) => fold(value).includes(needle));
				markPlaces(await access.column(pack), shows, marks);
			}
		};
	}
	const { test } = word;
	return async (pack, asked, marks) => {
		if (access.kind === "places")
			return markPlaces(await access.column(pack), (value) => value !== undefined && test(value), marks);
		if (access.kind === "text") return;
		const valueAtRow = await access.reader(pack);
		for (let row = 0; row < asked.length; row++) {
			if (asked[row] === 0 || marks[row] === 1) continue;
			const value = valueAtRow(row);
			if (value !== undefined && test(value)) marks[row] = 1;
		}
	};
}

/** Each value of the dictionary is tested once, and each row looks it up. */
function markPlaces(
	{ dictionary, places }: PlacesColumn,
	test: (value: string | undefined) => boolean,
	marks: Uint8Array,
): void {
	const passes = Uint8Array.of(test(undefined) ? 1 : 0, ...dictionary.map((value) => (test(value) ? 1 : 0)));
	if (!passes.includes(1)) return;
	for (let row = 0; row < places.length; row++)
		marks[row] = (marks[row] as number) | (passes[places[row] as number] as number);
}
