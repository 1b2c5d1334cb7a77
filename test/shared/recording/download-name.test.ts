import { describe, expect, test } from "vitest";
import { downloadName } from "../../../shared/recording/download-name.ts";

describe("a file's name", () => {
	test("joins its parts, leaving out missing ones", () => {
		expect(downloadName(["通話録音", "20261120-100012", undefined, "髙橋 さくら", ""], ".wav")).toBe(
			"通話録音_20261120-100012_髙橋さくら.wav",
		);
	});

	test.each([
		["direction marks", "田\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f\u061c中"],
		["zero-width characters", "田\u200b\u200c\u200d\u2060\ufeff\u00ad\u180e中"],
		["variation selectors and fillers", "田\ufe0f\u{e0100}\u3164\uffa0\u115f\u034f中"],
		["tag characters", "田\u{e0041}\u{e007f}中"],
		["controls and line ends", "田\u0000\u0007\r\n\t\u0085\u2028\u2029中"],
		["noncharacters", "田\uffff\u{1fffe}中"],
		["characters that file systems refuse", '田\\/:*?"<>|中'],
	])("contains no %s", (_, name) => {
		expect(downloadName([name], ".wav")).toBe("田中.wav");
	});

	test("can be encoded even if a part has half a character", () => {
		expect(encodeURIComponent(downloadName(["田\ud842中"], ".wav"))).toBe(encodeURIComponent("田\ufffd中.wav"));
	});

	test.each(["CON", "nul", "Com1", "LPT9", "COM¹", "aux.txt"])("is not a Windows device name: %s", (name) => {
		expect(downloadName([name], ".wav")).toBe(`_${name}.wav`);
	});

	test.each([
		["田中...", "", "田中"],
		["田中. .", "", "田中"],
		[" 田中 ", "", "田中"],
		["...", "", "_"],
		["", "", "_"],
		["console", ".wav", "console.wav"],
	])("never ends in a dot or a space and is never empty: '%s'", (name, extension, expected) => {
		expect(downloadName([name], extension)).toBe(expected);
	});

	test.each(["髙", "𠮷", "a", "👨‍👩‍👧‍👦", "か\u3099"])(
		"shortens a part to its limit in whole characters: %s",
		(character) => {
			const name = { text: character.repeat(200), maxBytes: 120 };
			const found = downloadName(["通話録音", "20261120-100012", name, "09012345678"], ".wav");
			const [, shown = ""] = /^通話録音_20261120-100012_(.+)_09012345678\.wav$/u.exec(found) ?? [];
			expect(Buffer.byteLength(shown)).toBeGreaterThan(95);
			expect(Buffer.byteLength(shown)).toBeLessThanOrEqual(120);
			// Joiners are invisible and left out; the four faces remain.
			const kept = character.replaceAll("\u200d", "");
			expect(shown).toBe(kept.repeat(2000).slice(0, shown.length));
		},
	);

	test("has at most 255 bytes", () => {
		const found = downloadName(["通話録音", "𠮷".repeat(200)], ".wav");
		expect(Buffer.byteLength(found)).toBeGreaterThan(250);
		expect(Buffer.byteLength(found)).toBeLessThanOrEqual(255);
		expect(found).toMatch(/^通話録音_𠮷+\.wav$/u);
	});
});
