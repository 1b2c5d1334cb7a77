import type { Bucket } from "../platform/bucket.ts";
import type { Order, Place } from "../search/order.ts";
import { siftDown, siftUp } from "./heap.ts";
import { partsOf } from "./object-parts.ts";
import type { Piece } from "./piece.ts";
import { PieceReader } from "./piece-reader.ts";

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
/** Bytes per read of a piece that overlaps with no other. */
const wholeRead = 1024 * 1024;

async function* mergeGroup(files: Bucket, pieces: readonly Piece[], order: Order): AsyncGenerator<Buffer> {
	// A heap of the open pieces, the one with the next line first; a piece is opened when its turn comes.
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
