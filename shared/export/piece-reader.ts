import type { Bucket } from "../platform/bucket.ts";
import type { Place } from "../search/order.ts";
import { partsOf } from "./object-parts.ts";
import { type Piece, type PlaceLine, placesKey } from "./piece.ts";

/**
 * Bytes per read of a piece that is merged with others. Each of these buffers two reads of lines, and less of places.
 */
const linesRead = 128 * 1024;
const placesRead = 32 * 1024;

/** Reads a piece line by line; lines already buffered are returned without a promise. */
export class PieceReader {
	place: Place = { value: null, calledAt: 0, callId: "" };
	private bytes = 0;
	/** How many lines remain. */
	private left: number;
	private readonly objectKey: string;
	private readonly lines: PartCursor;
	private readonly places: PartCursor;

	private constructor({ objectKey, rows }: Piece, lines: PartCursor, places: PartCursor) {
		this.objectKey = objectKey;
		this.left = rows;
		this.lines = lines;
		this.places = places;
	}

	static async open(files: Bucket, piece: Piece): Promise<PieceReader> {
		const { objectKey, bytes, placesBytes } = piece;
		const lines = new PartCursor(partsOf(files, objectKey, bytes, linesRead));
		const places = new PartCursor(partsOf(files, placesKey(objectKey), placesBytes, placesRead));
		const reader = new PieceReader(piece, lines, places);
		await reader.advanceSlowly();
		return reader;
	}

	/** Moves to the next line's place. @returns false if it is not buffered yet, or there is none */
	advance(): boolean {
		const text = this.places.takeLine();
		if (!text) return false;
		// One at a time: a whole part's worth, for many pieces, would survive every young-generation collection.
		const [value, calledAt, callId, bytes]: PlaceLine = JSON.parse(text.toString());
		this.place = { value, calledAt, callId };
		this.bytes = bytes;
		this.left--;
		return true;
	}

	/** @returns false at the end. @throws if that comes before the last line */
	async advanceSlowly(): Promise<boolean> {
		while (await this.places.more()) if (this.advance()) return true;
		if (this.left > 0) throw new Error(`${this.objectKey} lacks its last ${this.left} lines`);
		return false;
	}

	takeLine(): Buffer | undefined {
		return this.lines.take(this.bytes);
	}

	async readLine(): Promise<Buffer> {
		while (await this.lines.more()) {
			const line = this.takeLine();
			if (line) return line;
		}
		throw new Error(`${this.objectKey} ends within a line`);
	}
}

/** The unread rest of the parts of an object that were fetched. */
class PartCursor {
	private buffer: Buffer = Buffer.alloc(0);
	private readonly parts: AsyncIterator<Buffer>;

	constructor(parts: AsyncIterator<Buffer>) {
		this.parts = parts;
	}

	/** @returns undefined if that many bytes are not buffered */
	take(bytes: number): Buffer | undefined {
		if (this.buffer.length < bytes) return undefined;
		const taken = this.buffer.subarray(0, bytes);
		this.buffer = this.buffer.subarray(bytes);
		return taken;
	}

	/** @returns undefined if no line end is buffered */
	takeLine(): Buffer | undefined {
		const end = this.buffer.indexOf(10) + 1;
		return end === 0 ? undefined : this.take(end);
	}

	/** Reads another part. @returns false if there is none */
	async more(): Promise<boolean> {
		const { done, value } = await this.parts.next();
		if (done) return false;
		this.buffer = this.buffer.length === 0 ? value : Buffer.concat([this.buffer, value]);
		return true;
	}
}
