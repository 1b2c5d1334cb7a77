import { expect, it } from "vitest";
import { recordings, synthesize } from "../../local/demo/audio.ts";

const shortest = recordings[0] ?? { number: 0, seconds: 0 };

it("makes WAVE files of 8 kHz µ-law", () => {
	const file = synthesize(shortest);
	const view = new DataView(file.buffer);
	const text = (at: number) => String.fromCharCode(...file.subarray(at, at + 4));
	expect([text(0), text(8), text(12), text(38), text(50)]).toEqual(["RIFF", "WAVE", "fmt ", "fact", "data"]);
	expect(view.getUint32(4, true)).toBe(file.length - 8);
	expect(view.getUint32(16, true)).toBe(18);
	expect(view.getUint16(20, true), "µ-law").toBe(7);
	expect(view.getUint16(22, true), "channels").toBe(1);
	expect(view.getUint32(24, true), "samples a second").toBe(8000);
	expect(view.getUint32(28, true), "bytes a second").toBe(8000);
	expect(view.getUint32(54, true)).toBe(shortest.seconds * 8000);
	expect(file.length).toBe(58 + shortest.seconds * 8000);
});

it("makes the same sound every time, and a different one for each recording", () => {
	const again = synthesize(shortest);
	expect(Buffer.from(again).equals(synthesize(shortest))).toBe(true);
	expect(Buffer.from(again).equals(synthesize({ ...shortest, number: 2 }))).toBe(false);
});

it("is audible, with pauses", () => {
	const samples = synthesize(shortest).subarray(58);
	// µ-law has its bits inverted: 0xff is silence, 0x80 and 0x00 are the loudest.
	const loudness = (at: number) => Math.max(...samples.subarray(at, at + 800).map((byte) => 0x7f - (byte & 0x7f)));
	const blocks = Array.from({ length: samples.length / 800 }, (_, index) => loudness(index * 800));
	expect(blocks.filter((peak) => peak > 80).length).toBeGreaterThan(blocks.length / 4);
	expect(blocks.filter((peak) => peak < 40).length).toBeGreaterThan(10);
});
