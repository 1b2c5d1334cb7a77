import { promisify } from "node:util";
import { constants, zstdCompress, zstdDecompress, zstdDecompressSync } from "node:zlib";
import { PackError } from "./layout.ts";

const compressAsync = promisify(zstdCompress);
const decompressAsync = promisify(zstdDecompress);

const options = {
	params: { [constants.ZSTD_c_compressionLevel]: 9, [constants.ZSTD_c_checksumFlag]: 1 },
};
const lengthBytes = 4;

/**
 * One zstd frame with a checksum, preceded by the content's length. Knowing the length, zstd allocates no more than a
 * short content needs, which saves 4 ms.
 */
export async function compress(bytes: Uint8Array): Promise<Buffer> {
	const length = Buffer.alloc(lengthBytes);
	length.writeUInt32LE(bytes.length);
	return Buffer.concat([length, await compressAsync(bytes, { ...options, pledgedSrcSize: bytes.length })]);
}

/** @throws PackError where the frame is damaged */
export async function decompress(frame: Buffer): Promise<Buffer> {
	if (frame.length < lengthBytes) throw new PackError("a frame is cut off");
	const length = frame.readUInt32LE();
	if (length > maxFrameBytes) throw new PackError("a frame's length is implausible");
	let bytes: Buffer;
	try {
		// In one chunk: by default zlib produces chunks of 16 KB and joins them again.
		const content = frame.subarray(lengthBytes);
		const pieces = { chunkSize: length + 64 };
		bytes = length <= shortBytes ? zstdDecompressSync(content, pieces) : await decompressAsync(content, pieces);
	} catch (cause) {
		throw new PackError("a frame cannot be read", { cause });
	}
	if (bytes.length !== length) throw new PackError("a frame has the wrong length");
	return bytes;
}

/** Below this size, decompressing takes less time than passing the data to another thread and back. */
const shortBytes = 131_072;
/** Far above any column's size: a damaged length must not exhaust memory. */
const maxFrameBytes = 500_000_000;

/** Several frames in one part: the length of each, then the frames themselves. */
export function joinFrames(frames: readonly Buffer[]): Buffer {
	const head = Buffer.alloc(1 + 4 * frames.length);
	head.writeUInt8(frames.length);
	for (const [index, frame] of frames.entries()) head.writeUInt32LE(frame.length, 1 + 4 * index);
	return Buffer.concat([head, ...frames]);
}

/** @throws PackError where the part is cut off */
export function splitFrames(part: Buffer): Buffer[] {
	const count = part[0] ?? 0;
	const frames: Buffer[] = [];
	let start = 1 + 4 * count;
	if (count === 0 || part.length < start) throw new PackError("a part is cut off");
	for (let index = 0; index < count; index++) {
		const end = start + part.readUInt32LE(1 + 4 * index);
		frames.push(part.subarray(start, end));
		start = end;
	}
	if (start !== part.length) throw new PackError("a part is cut off");
	return frames;
}

/** Separates texts. It occurs in no UTF-8 text, and therefore in no search term. */
export const separator = 0xff;
export const separatorText = "\u00ff";

/** Stands for a text that is stored elsewhere unchanged. It occurs in no UTF-8 text either. */
export const sameByte = 0xfe;

/**
 * Texts in UTF-8, one per row, each between two separators. Absent texts are empty; `null` stands for "the same as
 * elsewhere".
 */
export function encodeTexts(texts: readonly (string | null)[]): Buffer {
	let units = 1;
	for (const text of texts) units += (text?.length ?? 1) + 1;
	const bytes = Buffer.allocUnsafe(units * 3);
	let end = 0;
	bytes[end++] = separator;
	for (const text of texts) {
		if (text === null) bytes[end++] = sameByte;
		else end += bytes.write(text, end, "utf8");
		bytes[end++] = separator;
	}
	return bytes.subarray(0, end);
}

/** The offset of each row's text, and of the end: a row ends one byte before the next one starts. */
export function rowStarts(bytes: Uint8Array, rows: number): Uint32Array {
	const starts = new Uint32Array(rows + 1);
	let row = 0;
	for (let index = 0; index < bytes.length; index++) if (bytes[index] === separator) starts[row++] = index + 1;
	if (row !== rows + 1) throw new PackError(`a column has ${row - 1} rows instead of ${rows}`);
	return starts;
}

/** Whole numbers in a variable number of bytes (zigzag LEB128, plus one, because zero means "absent"). */
export function encodeNumbers(values: Iterable<number | undefined>, count: number): Buffer {
	const bytes = Buffer.allocUnsafe(count * 9);
	let end = 0;
	for (const value of values) {
		let rest = value === undefined ? 0 : 1 + (value < 0 ? -2 * value - 1 : 2 * value);
		while (rest >= 128) {
			bytes[end++] = (rest % 128) + 128;
			rest = Math.floor(rest / 128);
		}
		bytes[end++] = rest;
	}
	return bytes.subarray(0, end);
}

/** NaN where a value is absent. @throws PackError where there are more or fewer numbers */
export function decodeNumbers(bytes: Uint8Array, count: number): Float64Array {
	const values = new Float64Array(count);
	let at = 0;
	for (let index = 0; index < count; index++) {
		// 28 bits fit the engine's small integers; nearly all numbers do.
		let rest = 0;
		let shift = 0;
		let byte = bytes[at++] as number;
		while (byte >= 128 && shift < 21) {
			rest |= (byte & 127) << shift;
			shift += 7;
			byte = bytes[at++] as number;
		}
		if (byte < 128) {
			rest = (rest | (byte << shift)) - 1;
			values[index] = rest < 0 ? Number.NaN : (rest & 1) === 1 ? -((rest + 1) >> 1) : rest >> 1;
			continue;
		}
		let [large, weight] = [rest, 2 ** shift];
		while (byte >= 128) {
			large += (byte - 128) * weight;
			weight *= 128;
			byte = bytes[at++] as number;
		}
		large += byte * weight - 1;
		values[index] = large % 2 === 1 ? -(large + 1) / 2 : large / 2;
	}
	if (at !== bytes.length) throw new PackError("a column of numbers has the wrong length");
	return values;
}
