import { describe, expect, test } from "vitest";
import { PackError } from "../../../shared/pack/layout.ts";
import type { Pack, PackRow } from "../../../shared/pack/model.ts";
import { OpenPack } from "../../../shared/pack/open-pack.ts";
import { formerPackOf } from "../../support/former-packs.ts";
import { openPackOf, packOf, rowsAt } from "../../support/open-packs.ts";

const names = ["髙橋 さくら", "佐藤 健", "鈴木 美咲"];
const rows: PackRow[] = rowsAt([10, 20, 30]).map((row, index) => ({
	...row,
	name: names[index] as string,
	memo: "memo",
}));
/** Enough rows for several frames of call ids. */
const longRows = rowsAt(Array.from({ length: 5000 }, (_, index) => index));

describe("an open pack", () => {
	test("reads adjacent parts with one request, however often they are needed", async () => {
		const { pack, open, reads } = await openPackOf(rows);
		open.prepare(["ids", "name", "kana"]);
		await Promise.all([open.ids(), open.text("name"), open.text("kana"), open.ids(), open.text("name")]);
		expect(reads).toEqual([[pack.parts.ids?.[0], pack.parts.kana?.[1]]]);
		// And each is decoded once.
		expect(await open.text("name")).toBe(await open.text("name"));
	});

	test("reads parts close to each other with one request, and distant ones with two", async () => {
		const memos = rowsAt(Array.from({ length: 3000 }, (_, index) => index)).map((row, index) => ({
			...row,
			// Incompressible, so that this column is too long to be read over.
			memo: Array.from({ length: 12 }, (__, place) =>
				Math.sin(index * 12 + place)
					.toString(36)
					.slice(3),
			).join(""),
		}));
		for (const [given, requests] of [
			[rows, 1],
			[memos, 2],
		] as const) {
			const { open, reads } = await openPackOf(given);
			open.prepare(["requestId", "phone"]);
			await Promise.all([open.text("phone"), open.text("requestId")]);
			expect(reads).toHaveLength(requests);
		}
	});

	test("reads only the frames of the call ids asked for, nearby ones with one request and each once", async () => {
		const { open, reads } = await openPackOf(longRows);
		await open.ids();
		reads.length = 0;
		expect([...(await open.callIds([0, 1023, 1024, 4999]))]).toEqual([
			[0, "call-0"],
			[1023, "call-1023"],
			[1024, "call-1024"],
			[4999, "call-4999"],
		]);
		expect(reads).toHaveLength(1);
		await open.callIds([1, 1025]);
		expect(reads).toHaveLength(1);
	});

	test("reads nothing for no call ids", async () => {
		const { open, reads } = await openPackOf(longRows);
		await open.ids();
		expect((await open.callIds([])).size).toBe(0);
		expect(reads).toHaveLength(1);
	});

	test("after its release, finds call ids without reading the part with the ids again", async () => {
		const { pack, open, reads } = await openPackOf(longRows);
		await open.ids();
		open.release();
		reads.length = 0;
		expect((await open.callIds([2000])).get(2000)).toBe("call-2000");
		expect(reads).toHaveLength(1);
		expect(reads[0]?.[0]).toBeGreaterThan(pack.parts.callId?.[0] as number);
	});

	test("after its release, reads texts again", async () => {
		const { open, reads } = await openPackOf(rows);
		await open.text("name");
		open.release();
		expect((await open.text("name")).textAt(1)).toBe("佐藤健");
		expect(reads).toHaveLength(2);
	});

	test("knows how many bytes its parts have", async () => {
		const { pack, open } = await openPackOf(rows);
		const lengthOf = (name: string) => (pack.parts[name]?.[1] ?? 0) - (pack.parts[name]?.[0] ?? 0);
		expect(open.bytesOf(["ids", "memo"])).toBe(lengthOf("ids") + lengthOf("memo"));
	});
});

test("a pack with another folding folds its texts again from the shown ones", async () => {
	const current = await packOf(rows);
	const { pack, bytes } = await formerPackOf(current.pack, current.bytes);
	const open = new OpenPack(pack, async (start, end) => bytes.subarray(start, end));
	const lengthOf = (name: string) => (pack.parts[name]?.[1] ?? 0) - (pack.parts[name]?.[0] ?? 0);
	expect(open.bytesOf(["name"])).toBe(lengthOf("name") + lengthOf("nameShown"));
	const [folded, shown] = await Promise.all([open.text("name"), open.text("nameShown")]);
	expect([0, 1, 2].map((row) => folded.textAt(row))).toEqual(["高橋サクラ", "佐藤健", "鈴木美咲"]);
	expect(shown.textAt(0)).toBe("髙橋 さくら");
});

describe("a PackError is thrown", () => {
	const openWith = (pack: Pack, read: (start: number, end: number) => Promise<Buffer>) => new OpenPack(pack, read);

	test("if the object is gone, with the bucket's error as its cause", async () => {
		const { pack } = await packOf(rows);
		const cause = Object.assign(new Error("no object"), { name: "NoSuchKey" });
		const open = openWith(pack, () => Promise.reject(cause));
		await expect(open.ids()).rejects.toThrow(PackError);
		await expect(open.ids()).rejects.toMatchObject({ cause });
	});

	test("if the object is cut off, but not for the parts before the cut", async () => {
		const { pack, bytes } = await packOf(rows);
		const whole = bytes.subarray(0, bytes.length - 1);
		const open = openWith(pack, async (start, end) => whole.subarray(start, end));
		await expect(open.text("requestIdShown")).rejects.toThrow("cut off");
		expect((await open.ids()).times).toHaveLength(3);
	});

	test("if the object is damaged or has another number of rows", async () => {
		const { pack, bytes } = await packOf(rows);
		const damaged = Buffer.from(bytes).fill(0, 0, 8);
		await expect(openWith(pack, async (start, end) => damaged.subarray(start, end)).ids()).rejects.toThrow(PackError);
		const other = openWith({ ...pack, rows: 4 }, async (start, end) => bytes.subarray(start, end));
		await expect(other.ids()).rejects.toThrow(PackError);
	});

	test("if the object does not have the part asked for", async () => {
		const { open } = await openPackOf(rows);
		await expect(open.dead()).rejects.toThrow(PackError);
	});

	test("only where a failed part is needed, even if it was requested in advance", async () => {
		const { pack, bytes } = await packOf(rows);
		const end = pack.parts.ids?.[1] ?? 0;
		const open = openWith(pack, async (from, to) => {
			if (to > end) throw new Error("silent");
			return bytes.subarray(from, to);
		});
		await open.ids();
		open.prepare(["requestIdShown"]);
		await expect(open.callIds([0])).rejects.toThrow(PackError);
		expect((await open.ids()).times).toHaveLength(3);
	});
});

test("a pack of changes lists the rows that it replaces", async () => {
	const dead = { "pack-1": [0, 7], "pack-2": [3] };
	const { open } = await openPackOf(rows, {}, dead);
	expect(await open.dead()).toEqual(dead);
});
