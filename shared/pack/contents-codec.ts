import { constants, zstdCompressSync, zstdDecompressSync } from "node:zlib";
import { type Contents, contentsSchema, type Pack } from "./model.ts";

/**
 * The stored form of the contents: column by column, times and offsets as differences, because every search reads them
 * and pays per 4 KB. Ninety packs of 3.6 million records take about 6 KB; an item of 400 KB would be full at 200
 * million records.
 */
interface Written {
	until: number;
	watermark: number;
	batches: string[];
	/** The parts of packs, in order: one list, shared by all packs with the same parts. */
	forms: string[][];
	packs: Columns;
	changes: Columns;
	retired: Contents["retired"];
	countedOn?: string | undefined;
}

interface Columns {
	name: string[];
	layout: number[];
	from: number[];
	packedAt: number[];
	rows: number[];
	batches: number[][];
	form: number[];
	/** For each part, the gap before it and its length, in bytes. */
	parts: number[][];
}

export function encodeContents(contents: Contents): Buffer {
	const { packedUntil: until, watermark, batches, packs, changes, retired, countedOn } = contents;
	const forms: string[][] = [];
	const written: Written = {
		until,
		watermark,
		batches,
		forms,
		retired,
		countedOn,
		packs: toColumns(packs, forms),
		changes: toColumns(changes ? [changes] : [], forms),
	};
	const bytes = Buffer.from(JSON.stringify(written));
	const params = { [constants.ZSTD_c_compressionLevel]: 12 };
	return zstdCompressSync(bytes, { params, pledgedSrcSize: bytes.length });
}

export function decodeContents(bytes: Buffer): Contents {
	const written = JSON.parse(zstdDecompressSync(bytes).toString("utf8")) as Written;
	const { until: packedUntil, watermark, batches, forms, retired, countedOn } = written;
	const [changes] = toPacks(written.changes, forms);
	const packs = toPacks(written.packs, forms);
	return contentsSchema.parse({ packedUntil, watermark, batches, packs, changes, retired, countedOn });
}

function toColumns(packs: readonly Pack[], forms: string[][]): Columns {
	const placed = packs.map(({ parts }) => Object.entries(parts).sort(([, a], [, b]) => a[0] - b[0]));
	return {
		name: packs.map(({ name }) => name),
		layout: packs.map(({ layout }) => layout),
		from: toSteps(packs.map(({ from }) => from)),
		packedAt: toSteps(packs.map(({ packedAt }) => packedAt)),
		rows: packs.map(({ rows }) => rows),
		batches: packs.map(({ batches }) => toSteps(batches)),
		form: placed.map((parts) =>
			placeOf(
				forms,
				parts.map(([name]) => name),
			),
		),
		parts: placed.map((parts) => toSteps(parts.flatMap(([, place]) => place))),
	};
}

function toPacks(columns: Columns, forms: readonly string[][]): Pack[] {
	const from = fromSteps(columns.from);
	const packedAt = fromSteps(columns.packedAt);
	return columns.name.map((name, index) => {
		const places = fromSteps(columns.parts[index] ?? []);
		const names = forms[columns.form[index] ?? 0] ?? [];
		return {
			name,
			layout: columns.layout[index] as number,
			from: from[index] as number,
			packedAt: packedAt[index] as number,
			rows: columns.rows[index] as number,
			batches: fromSteps(columns.batches[index] ?? []),
			parts: Object.fromEntries(
				names.map((part, place) => [part, [places[place * 2] as number, places[place * 2 + 1] as number]]),
			),
		};
	});
}

function placeOf(forms: string[][], form: string[]): number {
	const known = forms.findIndex((other) => other.length === form.length && other.every((name, i) => name === form[i]));
	return known < 0 ? forms.push(form) - 1 : known;
}

function toSteps(values: readonly number[]): number[] {
	return values.map((value, index) => value - (values[index - 1] ?? 0));
}

function fromSteps(steps: readonly number[]): number[] {
	let value = 0;
	return steps.map((step) => {
		value += step;
		return value;
	});
}
