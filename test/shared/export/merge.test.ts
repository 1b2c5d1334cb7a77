import { describe, expect, it } from "vitest";
import { groupOverlapping, mergePieces } from "../../../shared/export/merge.ts";
import type { Piece } from "../../../shared/export/piece.ts";
import { placesKey } from "../../../shared/export/piece.ts";
import { createOrder } from "../../../shared/search/order.ts";
import { directoryOf } from "../../support/directory.ts";
import { createMemoryFiles } from "../../support/export-files.ts";
import { createRandom } from "../../support/records.ts";

const order = createOrder({ column: "durationSeconds", direction: "asc" }, directoryOf());

async function piecesOf(values: number[][]) {
	const files = createMemoryFiles();
	const pieces: Piece[] = [];
	for (const [index, unsorted] of values.entries()) {
		const rows = unsorted
			.map((value, place) => ({ value, calledAt: place, callId: `${index}-${place}` }))
			.sort(order.compare);
		const lines = rows.map(({ value, callId }) => `${value} ${callId} ${"長".repeat(value % 50)}\n`);
		const objectKey = `p${index}`;
		await files.put(objectKey, Buffer.from(lines.join("")));
		const places = rows.map((row, at) =>
			JSON.stringify([row.value, row.calledAt, row.callId, Buffer.byteLength(lines[at] ?? "")]),
		);
		const placesObject = Buffer.from(`${places.join("\n")}\n`);
		await files.put(placesKey(objectKey), placesObject);
		const [first, last] = [rows[0], rows.at(-1)];
		if (first && last)
			pieces.push({
				objectKey,
				rows: rows.length,
				bytes: Buffer.byteLength(lines.join("")),
				placesBytes: placesObject.length,
				first,
				last,
			});
	}
	return { files, pieces };
}

async function merged(values: number[][]): Promise<string[]> {
	const { files, pieces } = await piecesOf(values);
	const chunks: Buffer[] = [];
	for await (const chunk of mergePieces(files, pieces, order)) chunks.push(chunk);
	return Buffer.concat(chunks).toString().split("\n").slice(0, -1);
}

describe("pieces", () => {
	it("that overlap are merged line by line", async () => {
		const random = createRandom(3);
		const values = Array.from({ length: 9 }, () =>
			Array.from({ length: 1 + Math.floor(random() * 3000) }, () => Math.floor(random() * 1000)),
		);
		const lines = await merged(values);
		expect(lines).toHaveLength(values.flat().length);
		expect(lines.map((line) => Number(line.split(" ")[0]))).toEqual(values.flat().sort((a, b) => a - b));
		expect(new Set(lines).size).toBe(lines.length);
	});

	it("that overlap are read one part at a time, however many there are", async () => {
		const { files, pieces } = await piecesOf(Array.from({ length: 200 }, (_, index) => [index, 1000 - index]));
		let reading = 0;
		let most = 0;
		const { readPart } = files;
		files.readPart = async (...part) => {
			most = Math.max(most, ++reading);
			const bytes = await readPart(...part);
			reading--;
			return bytes;
		};
		let length = 0;
		for await (const chunk of mergePieces(files, pieces, order)) length += chunk.length;
		expect(length).toBe(pieces.reduce((sum, piece) => sum + piece.bytes, 0));
		expect(most).toBe(1);
	});

	it("that follow each other are passed on unchanged", async () => {
		const { pieces } = await piecesOf([
			[5, 6],
			[1, 2],
			[3, 4],
		]);
		expect(groupOverlapping(pieces, order).map((group) => group.map(({ objectKey }) => objectKey))).toEqual([
			["p1"],
			["p2"],
			["p0"],
		]);
		expect(
			(
				await merged([
					[5, 6],
					[1, 2],
					[3, 4],
				])
			)
				.map((line) => line[0])
				.join(""),
		).toBe("123456");
	});

	it("that contain others are grouped with them", async () => {
		const { pieces } = await piecesOf([
			[1, 100],
			[40, 60],
			[10, 20],
			[200, 300],
		]);
		expect(groupOverlapping(pieces, order).map((group) => group.length)).toEqual([3, 1]);
		expect(
			await merged([
				[1, 100],
				[40, 60],
				[10, 20],
				[200, 300],
			]),
		).toHaveLength(8);
	});

	it("with equal values keep the order of their rows, with no line lost or repeated", async () => {
		const values = [[5, 5, 5], [5], [4, 5], [5, 6], [5, 5]];
		const { pieces } = await piecesOf(values);
		const places = values.flatMap((some, piece) =>
			some.map((value, calledAt) => ({ value, calledAt, callId: `${piece}-${calledAt}` })),
		);
		const lines = (await merged(values)).map((line) => line.split(" ").slice(0, 2).join(" "));
		expect(lines).toEqual(places.sort(order.compare).map(({ value, callId }) => `${value} ${callId}`));
		expect(groupOverlapping(pieces, order).flat()).toHaveLength(5);
	});

	it("with a missing part fail the merge, even if cut off at the end of a line", async () => {
		const { files, pieces } = await piecesOf([
			[1, 3, 5],
			[2, 4, 6],
		]);
		const [one, other] = pieces as [Piece, Piece];
		const places = await files.read(placesKey(one.objectKey));
		const placesBytes = places.lastIndexOf("\n", places.length - 2) + 1;
		const merge = async () => {
			for await (const chunk of mergePieces(files, [{ ...one, placesBytes }, other], order)) chunk.length;
		};
		await expect(merge()).rejects.toThrow("p0 lacks its last 1 lines");
	});

	it("that end early leave the others complete", async () => {
		expect((await merged([[1], [0, 9], [1, 2], [3, 8]])).map((line) => line[0]).join("")).toBe("0112389");
	});

	it("that start right after the last row of another are not merged with it", async () => {
		const { pieces } = await piecesOf([[1, 2], [3]]);
		const [one, next] = pieces as [Piece, Piece];
		const sizesOf = (first: Piece["first"]) =>
			groupOverlapping([one, { ...next, first }], order).map((group) => group.length);
		expect(sizesOf(one.last)).toEqual([2]);
		// Among equal values, the newer row comes first.
		expect(sizesOf({ ...one.last, calledAt: one.last.calledAt - 1 })).toEqual([1, 1]);
		expect(sizesOf({ ...one.last, calledAt: one.last.calledAt + 1 })).toEqual([2]);
	});

	it("with a line longer than one read are merged completely", async () => {
		const long = Buffer.from(`1 ${"長".repeat(100_000)}\n`);
		const { files, pieces } = await piecesOf([
			[1, 3],
			[0, 2],
		]);
		const [piece, other] = pieces as [Piece, Piece];
		const rest = Buffer.from("3\n");
		const places = Buffer.from(`${JSON.stringify([1, 0, "0-0", long.length])}\n${JSON.stringify([3, 1, "0-1", 2])}\n`);
		await files.put("p0", Buffer.concat([long, rest]));
		await files.put(placesKey("p0"), places);
		const chunks: Buffer[] = [];
		const changed = { ...piece, bytes: long.length + rest.length, placesBytes: places.length };
		for await (const chunk of mergePieces(files, [changed, other], order)) chunks.push(chunk);
		const lines = Buffer.concat(chunks).toString().split("\n").slice(0, -1);
		expect(lines.map((line) => line[0])).toEqual(["0", "1", "2", "3"]);
		expect(lines[1]).toHaveLength(2 + 100_000);
	});

	it("without any place fail the merge", async () => {
		const { files, pieces } = await piecesOf([
			[1, 3],
			[2, 4],
		]);
		files.objects.set(placesKey("p1"), Buffer.alloc(0));
		await expect(async () => {
			for await (const _ of mergePieces(files, pieces, order));
		}).rejects.toThrow("lacks its last");
	});

	it("give an empty result when there are none", async () => {
		expect(await merged([])).toEqual([]);
	});

	it("cut off within a line fail the merge", async () => {
		const { files, pieces } = await piecesOf([
			[1, 3],
			[2, 4],
		]);
		files.objects.set("p0", Buffer.from("1 "));
		await expect(async () => {
			for await (const _ of mergePieces(files, pieces, order));
		}).rejects.toThrow("ends within a line");
	});
});
