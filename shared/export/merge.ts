import type { Bucket } from "../platform/bucket.ts";
import type { Order, Place } from "../search/order.ts";
import { type Piece, type PlaceLine, placesKey } from "./piece.ts";

/** The lines of all pieces in order. Only overlapping pieces are read at the same time, line by line. */
export async function* mergePieces(files: Bucket, pieces: readonly Piece[], order: Order): AsyncGenerator<Buffer> {
	for (const group of groupOverlapping(pieces, order)) {
		const [only] = group;
		if (group.length === 1 && only) yield* partsOf(files, only.objectKey, only.bytes, wholeRead);
		else yield* mergeGroup(files, group, order);
	}
}

/** Pieces in order, grouped where they overlap. */
export function groupOverlapping(pieces: readonly Piece[], order: Order): Piece[][] {
	const groups: Piece[][] = [];
	let end: Place | undefined;
	for (const piece of pieces.toSorted((a, b) => order.compare(a.first, b.first))) {
		const group = groups.at(-1);
		if (group && end && order.compare(piece.first, end) <= 0) {
			group.push(piece);
			if (order.compare(piece.last, end) > 0) end = piece.last;
		} else {
			groups.push([piece]);
			end = piece.last;
		}
	}
	return groups;
}

/** Bytes passed on at a time. */
const chunkBytes = 256 * 1024;
/** Bytes per read of a piece that is merged with others. Each of these buffers two reads of lines, and less of places. */
const linesRead = 128 * 1024;
const placesRead = 32 * 1024;
/** Bytes per read of a piece that overlaps with no other. */
const wholeRead = 1024 * 1024;

async function* mergeGroup(files: Bucket, pieces: readonly Piece[], order: Order): AsyncGenerator<Buffer> {
	// A heap of the open pieces, with the next line on top; a piece is opened when its turn comes.
	const waiting = [...pieces];
	const open: PieceReader[] = [];
	const before = (a: PieceReader, b: PieceReader) => order.compare(a.place, b.place) < 0;
	let chunks: Buffer[] = [];
	let length = 0;
	while (open.length > 0 || waiting.length > 0) {
		for (let next = waiting[0]; next; next = waiting[0]) {
			const top = open[0];
			if (top && order.compare(top.place, next.first) < 0) break;
			waiting.shift();
			open.push(await PieceReader.open(files, next));
			siftUp(open, before);
		}
		const reader = open[0] as PieceReader;
		const line = reader.takeLine() ?? (await reader.readLine());
		chunks.push(line);
		length += line.length;
		if (length >= chunkBytes) {
			yield Buffer.concat(chunks, length);
			chunks = [];
			length = 0;
		}
		if (!reader.advance() && !(await reader.advanceSlowly())) {
			const last = open.pop() as PieceReader;
			if (open.length > 0 && last !== reader) open[0] = last;
		}
		siftDown(open, before);
	}
	if (length > 0) yield Buffer.concat(chunks, length);
}

/** Reads a piece line by line; lines already buffered are returned without a promise. */
class PieceReader {
	place: Place = { value: null, calledAt: 0, callId: "" };
	private bytes = 0;
	private readonly lines: PartCursor;
	private readonly places: PartCursor;

	private constructor(lines: PartCursor, places: PartCursor) {
		this.lines = lines;
		this.places = places;
	}

	static async open(files: Bucket, piece: Piece): Promise<PieceReader> {
		const placesObject = placesKey(piece.objectKey);
		const reader = new PieceReader(
			new PartCursor(partsOf(files, piece.objectKey, piece.bytes, linesRead)),
			new PartCursor(partsOf(files, placesObject, piece.placesBytes, placesRead)),
		);
		if (!(await reader.advanceSlowly())) throw new Error(`${placesObject} is empty`);
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
		return true;
	}

	/** @returns false at the end */
	async advanceSlowly(): Promise<boolean> {
		while (await this.places.more()) if (this.advance()) return true;
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
		throw new Error("a piece ends before its last line");
	}
}

/** What is left of the parts of an object that have been read. */
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

	/** @returns undefined where no line ends */
	takeLine(): Buffer | undefined {
		const end = this.buffer.indexOf(10) + 1;
		return end === 0 ? undefined : this.take(end);
	}

	/** Reads another part. @returns false where there is none */
	async more(): Promise<boolean> {
		const { done, value } = await this.parts.next();
		if (done) return false;
		this.buffer = this.buffer.length === 0 ? value : Buffer.concat([this.buffer, value]);
		return true;
	}
}

/**
 * Reads an object part by part, requesting the next part while the last is in use. Each part is a separate request: merging a
 * hundred pieces would otherwise hold more connections than a client has.
 */
async function* partsOf(files: Bucket, objectKey: string, bytes: number, partBytes: number): AsyncGenerator<Buffer> {
	const read = (start: number) => files.readPart(objectKey, start, Math.min(bytes, start + partBytes));
	let next = read(0);
	for (let start = partBytes; start < bytes; start += partBytes) {
		const part = await next;
		next = read(start);
		// Its error is thrown to the turn that awaits it; after another error, nothing awaits it.
		next.catch(() => {});
		yield part;
	}
	yield await next;
}

function siftUp<T>(heap: T[], before: (a: T, b: T) => boolean): void {
	for (let child = heap.length - 1; child > 0; ) {
		const parent = (child - 1) >> 1;
		if (!before(heap[child] as T, heap[parent] as T)) return;
		[heap[child], heap[parent]] = [heap[parent] as T, heap[child] as T];
		child = parent;
	}
}

function siftDown<T>(heap: T[], before: (a: T, b: T) => boolean): void {
	for (let parent = 0; ; ) {
		const [left, right] = [2 * parent + 1, 2 * parent + 2];
		let least = parent;
		if (left < heap.length && before(heap[left] as T, heap[least] as T)) least = left;
		if (right < heap.length && before(heap[right] as T, heap[least] as T)) least = right;
		if (least === parent) return;
		[heap[parent], heap[least]] = [heap[least] as T, heap[parent] as T];
		parent = least;
	}
}
