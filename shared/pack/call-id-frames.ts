import { decodeCallIds } from "./columns.ts";
import { PackError, rowsPerCallIdFrame } from "./layout.ts";
import { type ReadBytes, readRanges } from "./read-ranges.ts";

/** The longest unneeded gap that one request reads over: a request costs more than two or three unneeded frames. */
const gapBytes = 65_536;

/** Reads the call ids of a pack: only the frames that hold wanted rows, and each of these once. */
export class CallIdFrames {
	private readonly readBytes: ReadBytes;
	private readonly places: readonly (readonly [number, number])[];
	private readonly frames = new Map<number, Promise<string[]>>();

	/** @param start where the first frame starts, in bytes @param lengths of all frames, in order, in bytes */
	constructor(readBytes: ReadBytes, start: number, lengths: readonly number[]) {
		this.readBytes = readBytes;
		let end = start;
		this.places = lengths.map((length) => {
			end += length;
			return [end - length, end];
		});
	}

	/** The call ids of some rows; frames close to each other are read with one request. */
	async at(rows: Iterable<number>): Promise<Map<number, string>> {
		const byFrame = Map.groupBy(rows, (row) => Math.floor(row / rowsPerCallIdFrame));
		this.request([...byFrame.keys()]);
		const found = new Map<number, string>();
		await Promise.all(
			[...byFrame].map(async ([frame, ofFrame]) => {
				const callIds = (await this.frames.get(frame)) as string[];
				for (const row of ofFrame) found.set(row, callIds[row - frame * rowsPerCallIdFrame] as string);
			}),
		);
		return found;
	}

	private request(asked: readonly number[]): void {
		const wanted = asked
			.filter((frame) => !this.frames.has(frame))
			.map((frame) => ({ name: frame, place: this.placeOf(frame) }));
		for (const { name, bytes } of readRanges(this.readBytes, wanted, gapBytes)) {
			const callIds = bytes.then(decodeCallIds);
			callIds.catch(() => {});
			this.frames.set(name, callIds);
		}
	}

	private placeOf(frame: number): readonly [number, number] {
		const place = this.places[frame];
		if (!place) throw new PackError("a frame of call ids is missing");
		return place;
	}
}
