import { compress, encodeNumbers, encodeTexts, joinFrames } from "./bytes.ts";
import {
	currentLayout,
	type DeadRows,
	foldedText,
	idAttributes,
	numberAttributes,
	type PartName,
	rowsPerCallIdFrame,
	sinceCall,
	type TextAttribute,
	textAttributes,
	wordAttributes,
} from "./layout.ts";
import type { Pack, PackRow } from "./model.ts";
import { shownBeside } from "./refold.ts";

export interface EncodedPack {
	bytes: Buffer;
	layout: number;
	rows: number;
	parts: Pack["parts"];
	/** The batches of its rows. */
	batchIds: string[];
}

/**
 * Encodes rows as one object, with a part for each column or group of columns.
 * @param rows sorted by time of the call, then by call id
 * @param dead the rows that these replace, if they are changes of other packs
 */
export async function encodePack(rows: readonly PackRow[], dead?: DeadRows): Promise<EncodedPack> {
	const callIdFrames = await Promise.all(
		chunks(rows, rowsPerCallIdFrame).map((chunk) => compress(encodeTexts(chunk.map(({ callId }) => callId)))),
	);
	const ids = idAttributes.map((name) => toPlaces(rows.map((row) => row[name])));
	const parts = new Map<PartName, Promise<Buffer>>();
	parts.set("ids", encodeIds(rows, ids, callIdFrames));
	for (const name of textAttributes) parts.set(name, compress(encodeTexts(rows.map((row) => foldedOf(row, name)))));
	parts.set("others", encodeOthers(rows));
	parts.set("callId", Promise.resolve(Buffer.concat(callIdFrames)));
	for (const name of textAttributes)
		parts.set(`${name}Shown`, compress(encodeTexts(rows.map((row) => shownOf(row, name)))));
	if (dead) parts.set("dead", compress(Buffer.from(JSON.stringify(dead))));

	const places: Pack["parts"] = {};
	const buffers: Buffer[] = [];
	let end = 0;
	for (const [name, encoding] of parts) {
		const bytes = await encoding;
		places[name] = [end, end + bytes.length];
		end += bytes.length;
		buffers.push(bytes);
	}
	const batchIds = ids[idAttributes.indexOf("batchId")]?.dictionary ?? [];
	return { bytes: Buffer.concat(buffers), layout: currentLayout, rows: rows.length, parts: places, batchIds };
}

function foldedOf(row: PackRow, name: TextAttribute): string {
	return foldedText(name, row[name] ?? "");
}

function shownOf(row: PackRow, name: TextAttribute): string | null {
	return shownBeside(foldedOf(row, name), row[name] ?? "");
}

interface Places {
	/** Place 0 is "absent", place 1 the first of these. */
	dictionary: string[];
	places: Uint8Array;
}

/** Values as dictionary indexes: a byte each, or two if there are more than 255. */
function toPlaces(values: readonly (string | undefined)[]): Places {
	const places = new Map<string, number>();
	for (const value of values) if (value !== undefined && !places.has(value)) places.set(value, places.size + 1);
	const placeOf = (value: string | undefined) => (value === undefined ? 0 : (places.get(value) ?? 0));
	const dictionary = [...places.keys()];
	if (dictionary.length < 256) return { dictionary, places: Uint8Array.from(values, placeOf) };
	if (dictionary.length > 65_535) throw new Error("a dictionary has more than 65,535 values");
	return { dictionary, places: new Uint8Array(Uint16Array.from(values, placeOf).buffer) };
}

async function encodeIds(
	rows: readonly PackRow[],
	ids: readonly Places[],
	callIdFrames: readonly Buffer[],
): Promise<Buffer> {
	const unit = unitOf(rows.map(({ calledAt }) => calledAt));
	const head = {
		unit,
		dictionaries: ids.map(({ dictionary }) => dictionary),
		callIdFrames: callIdFrames.map(({ length }) => length),
	};
	const times = rows.map(({ calledAt }, index) => (calledAt - (rows[index - 1]?.calledAt ?? 0)) / unit);
	const columns = [...ids.map(({ places }) => places), encodeNumbers(times, rows.length)];
	return joinFrames(await Promise.all([Buffer.from(JSON.stringify(head)), ...columns].map(compress)));
}

async function encodeOthers(rows: readonly PackRow[]): Promise<Buffer> {
	const words = [
		...wordAttributes.map((name) => toPlaces(rows.map((row) => row[name]))),
		toPlaces(rows.map(({ nextAction }) => nextAction.type)),
	];
	const numbers = [
		...numberAttributes.map((name) => rows.map((row) => numberOf(row, name, row[name]))),
		rows.map((row) =>
			row.nextAction.type === "redial" ? numberOf(row, "redialAt", row.nextAction.redialAt) : undefined,
		),
	].map((values) => {
		const unit = unitOf(values);
		return { unit, values: values.map((value) => (value === undefined ? undefined : value / unit)) };
	});
	const head = {
		dictionaries: words.map(({ dictionary }) => dictionary),
		units: numbers.map(({ unit }) => unit),
	};
	const columns = [
		...words.map(({ places }) => places),
		...numbers.map(({ values }) => encodeNumbers(values, rows.length)),
	];
	return joinFrames(await Promise.all([Buffer.from(JSON.stringify(head)), ...columns].map(compress)));
}

function numberOf(
	row: PackRow,
	name: Parameters<typeof sinceCall.has>[0],
	value: number | undefined,
): number | undefined {
	return value === undefined ? undefined : sinceCall.has(name) ? value - row.calledAt : value;
}

/** Most diallers report whole seconds. */
function unitOf(values: readonly (number | undefined)[]): number {
	return values.every((value) => value === undefined || value % 1000 === 0) ? 1000 : 1;
}

function chunks<T>(values: readonly T[], size: number): T[][] {
	const cut: T[][] = [];
	for (let start = 0; start < values.length; start += size) cut.push(values.slice(start, start + size));
	return cut;
}
