import type { CallHistoryEntry } from "../call-history/model.ts";
import type { Bucket } from "../platform/bucket.ts";
import type { Order, Place } from "../search/order.ts";
import type { Encoder } from "./charset.ts";
import type { LineMaker } from "./csv.ts";

/** A sorted part of the file in the bucket: an object with its lines, and one with the place of each line. */
export interface Piece {
	objectKey: string;
	rows: number;
	bytes: number;
	/** Bytes of the object with the places. */
	placesBytes: number;
	first: Place;
	last: Place;
}

/** What a partition reports about its pieces. */
export interface Manifest {
	pieces: Piece[];
	rows: number;
	replaced: number;
	guarded: number;
	batchIds: string[];
}

/** `[value, calledAt, callId, bytes of the line]`, one per line, in the object beside a piece's. */
export type PlaceLine = [Place["value"], number, string, number];
export const placesKey = (pieceKey: string) => `${pieceKey}.places`;

/** About this many bytes of lines are buffered before they are sorted and stored. */
const pieceBytes = 8_000_000;

interface Row {
	place: Place;
	/** The offset of its line in the buffer. */
	start: number;
	bytes: number;
}

/**
 * Collects rows in any order and stores them as sorted pieces, in constant memory. Lines are held as bytes, because a
 * concatenated string would keep all its fields alive.
 */
export class PieceWriter {
	private readonly pieces: Piece[] = [];
	private rows: Row[] = [];
	private buffer = Buffer.allocUnsafe(pieceBytes);
	private end = 0;
	private count = 0;
	private replaced = 0;
	private readonly batchIds = new Set<string>();
	private readonly options: {
		files: Bucket;
		/** Prefix of the pieces' keys. */
		prefix: string;
		order: Order;
		encoder: Encoder;
		lines: LineMaker;
	};

	constructor(options: PieceWriter["options"]) {
		this.options = options;
	}

	add(entry: CallHistoryEntry): void {
		const { order, encoder, lines } = this.options;
		const line = lines.lineOf(entry);
		const needed = this.end + line.length * encoder.maxBytesPerUnit;
		if (needed > this.buffer.length) this.buffer = Buffer.concat([this.buffer], Math.ceil(needed * 1.2));
		const { bytes, replaced } = encoder.write(line, this.buffer, this.end);
		this.rows.push({ place: order.placeOf(entry), start: this.end, bytes });
		this.end += bytes;
		this.replaced += replaced;
		this.batchIds.add(entry.batchId);
	}

	/** Await this between pages: stores a piece once there is enough for one. */
	async spill(): Promise<void> {
		if (this.end >= pieceBytes) await this.store(upToLastValue);
	}

	async finish(): Promise<Manifest> {
		if (this.rows.length > 0) await this.store((rows) => rows.length);
		return {
			pieces: this.pieces,
			rows: this.count,
			batchIds: [...this.batchIds],
			replaced: this.replaced,
			guarded: this.options.lines.guardedCount(),
		};
	}

	/** @param settled how many of the rows are final: no later row can sort among them */
	private async store(settled: (rows: Row[]) => number): Promise<void> {
		const { files, prefix, order } = this.options;
		const all = this.rows.sort((a, b) => order.compare(a.place, b.place));
		const rows = all.slice(0, settled(all));
		const sorted = Buffer.allocUnsafe(this.end);
		let end = 0;
		let places = "";
		for (const { place, start, bytes } of rows) {
			end += this.buffer.copy(sorted, end, start, start + bytes);
			places += `${JSON.stringify([place.value, place.calledAt, place.callId, bytes] satisfies PlaceLine)}\n`;
		}
		const objectKey = `${prefix}-${String(this.pieces.length).padStart(4, "0")}`;
		const placesObject = Buffer.from(places);
		await Promise.all([files.put(objectKey, sorted.subarray(0, end)), files.put(placesKey(objectKey), placesObject)]);
		const [first, last] = [rows[0], rows.at(-1)] as [Row, Row];
		this.pieces.push({
			objectKey,
			rows: rows.length,
			bytes: end,
			placesBytes: placesObject.length,
			first: first.place,
			last: last.place,
		});
		this.count += rows.length;
		this.keep(all.slice(rows.length));
	}

	/** Moves the remaining lines to the start of the buffer. */
	private keep(rows: Row[]): void {
		const lines = rows.map(({ start, bytes }) => Buffer.from(this.buffer.subarray(start, start + bytes)));
		this.rows = [];
		this.end = 0;
		for (const [index, line] of lines.entries()) {
			this.rows.push({ place: (rows[index] as Row).place, start: this.end, bytes: line.length });
			this.end += line.copy(this.buffer, this.end);
		}
	}
}

/**
 * In time order, the next page may have more rows of the last row's moment. They all go into the next piece, so that
 * pieces do not overlap.
 */
function upToLastValue(rows: Row[]): number {
	const last = rows.at(-1)?.place.value;
	const before = rows.findLastIndex(({ place }) => place.value !== last) + 1;
	return before > 0 ? before : rows.length;
}
