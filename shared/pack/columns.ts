import type { NextAction, TalkedWith } from "../call-history/model.ts";
import { decodeNumbers, decompress, rowStarts, sameByte, separator, splitFrames } from "./bytes.ts";
import {
	type IdAttribute,
	idAttributes,
	type NumberAttribute,
	numberAttributes,
	PackError,
	sinceCall,
	type WordAttribute,
	wordAttributes,
} from "./layout.ts";

/** A dictionary-encoded column: index 0 means "absent", index 1 is the dictionary's first value. */
export interface PlacesColumn {
	dictionary: readonly string[];
	places: Uint8Array | Uint16Array;
}

export interface IdColumns {
	rows: number;
	ids: Record<IdAttribute, PlacesColumn>;
	/** Epoch milliseconds, ascending. */
	times: Float64Array;
	/** The lengths of the frames of call ids, in order. */
	callIdFrames: readonly number[];
}

/** @throws PackError */
export async function decodeIds(part: Buffer, rows: number): Promise<IdColumns> {
	const [head, ...columns] = await Promise.all(splitFrames(part).map(decompress));
	const { unit, dictionaries, callIdFrames } = parse(head) as {
		unit: number;
		dictionaries: string[][];
		callIdFrames: number[];
	};
	const ids = Object.fromEntries(
		idAttributes.map((name, index) => [name, placesColumn(dictionaries[index] ?? [], columns[index], rows)]),
	) as Record<IdAttribute, PlacesColumn>;
	const times = decodeNumbers(columns[idAttributes.length] ?? Buffer.alloc(0), rows);
	let time = 0;
	for (let row = 0; row < rows; row++) {
		time += (times[row] as number) * unit;
		times[row] = time;
	}
	return { rows, ids, times, callIdFrames };
}

export interface OtherColumns {
	words: Record<WordAttribute, PlacesColumn>;
	nextAction: PlacesColumn;
	/** NaN where absent; times in epoch milliseconds. */
	numbers: Record<NumberAttribute | "redialAt", Float64Array>;
}

/** @throws PackError */
export async function decodeOthers(
	part: Buffer,
	{ rows, times }: Pick<IdColumns, "rows" | "times">,
): Promise<OtherColumns> {
	const [head, ...columns] = await Promise.all(splitFrames(part).map(decompress));
	const { dictionaries, units } = parse(head) as { dictionaries: string[][]; units: number[] };
	const wordColumns = [...wordAttributes, "nextAction"].map((_, index) =>
		placesColumn(dictionaries[index] ?? [], columns[index], rows),
	);
	const numbers = [...numberAttributes, "redialAt" as const].map((name, index) => {
		const values = decodeNumbers(columns[wordColumns.length + index] ?? Buffer.alloc(0), rows);
		const unit = units[index] ?? 1;
		const relative = sinceCall.has(name);
		for (let row = 0; row < rows; row++)
			values[row] = (values[row] as number) * unit + (relative ? (times[row] as number) : 0);
		return [name, values];
	});
	return {
		words: Object.fromEntries(wordAttributes.map((name, index) => [name, wordColumns[index]])) as OtherColumns["words"],
		nextAction: wordColumns.at(-1) as PlacesColumn,
		numbers: Object.fromEntries(numbers),
	};
}

function placesColumn(dictionary: readonly string[], bytes: Buffer | undefined, rows: number): PlacesColumn {
	const wide = dictionary.length > 255;
	if (bytes?.length !== rows * (wide ? 2 : 1)) throw new PackError("a column of places has the wrong length");
	// A copy is aligned, so that two bytes can be read as one number.
	return { dictionary, places: wide ? new Uint16Array(new Uint8Array(bytes).buffer) : bytes };
}

function parse(head: Buffer | undefined): unknown {
	try {
		return JSON.parse(head?.toString() ?? "");
	} catch (cause) {
		throw new PackError("the head of a part cannot be read", { cause });
	}
}

/** The first row that was called at `time` or later. */
export function lowerBound(times: Float64Array, time: number): number {
	let low = 0;
	let high = times.length;
	while (low < high) {
		const middle = (low + high) >>> 1;
		if ((times[middle] as number) < time) low = middle + 1;
		else high = middle;
	}
	return low;
}

export function valueAt({ dictionary, places }: PlacesColumn, row: number): string | undefined {
	const place = places[row] as number;
	return place === 0 ? undefined : dictionary[place - 1];
}

/** A column of texts. It is searched as `latin1`, where each byte is one character, and read row by row. */
export class TextColumn {
	readonly bytes: Buffer;
	readonly rows: number;
	private starts: Uint32Array | undefined;
	private characters: string | undefined;

	constructor(bytes: Buffer, rows: number) {
		this.bytes = bytes;
		this.rows = rows;
		if (bytes[0] !== separator || bytes.at(-1) !== separator) throw new PackError("a column of texts is cut off");
	}

	/** Each byte as a character; search terms have to be converted likewise. */
	latin1(): string {
		this.characters ??= this.bytes.toString("latin1");
		return this.characters;
	}

	/** Where each row's text starts. */
	rowStarts(): Uint32Array {
		this.starts ??= rowStarts(this.bytes, this.rows);
		return this.starts;
	}

	textAt(row: number): string {
		const starts = this.rowStarts();
		return this.bytes.toString("utf8", starts[row], (starts[row + 1] as number) - 1);
	}

	isSameAt(row: number): boolean {
		return this.bytes[this.rowStarts()[row] as number] === sameByte;
	}
}

export async function decodeText(part: Buffer, rows: number): Promise<TextColumn> {
	return new TextColumn(await decompress(part), rows);
}

/** The call ids of the rows of one frame. */
export async function decodeCallIds(frame: Buffer): Promise<string[]> {
	const text = (await decompress(frame)).toString("latin1");
	return text.slice(1, -1).split("\u00ff");
}

/** The frames of all call ids as one column. */
export async function decodeCallIdColumn(part: Buffer, lengths: readonly number[], rows: number): Promise<TextColumn> {
	let start = 0;
	const frames = lengths.map((length) => {
		start += length;
		return decompress(part.subarray(start - length, start));
	});
	// The separator at the end of a frame is the one before the next frame's first text.
	const texts = (await Promise.all(frames)).map((bytes, index) => (index === 0 ? bytes : bytes.subarray(1)));
	return new TextColumn(texts.length > 0 ? Buffer.concat(texts) : Buffer.of(separator), rows);
}

export function nextActionAt({ nextAction, numbers }: OtherColumns, row: number): NextAction {
	const type = valueAt(nextAction, row) as NextAction["type"];
	return type === "redial" ? { type, redialAt: numbers.redialAt[row] as number } : { type };
}

export function talkedWithAt({ words }: OtherColumns, row: number): TalkedWith | undefined {
	return valueAt(words.talkedWith, row) as TalkedWith | undefined;
}
