import { expect, test } from "vitest";
import { contentDisposition } from "../../../shared/platform/files.ts";

test.each([
	["通話録音_髙橋.wav", "_______.wav", "%E9%80%9A%E8%A9%B1%E9%8C%B2%E9%9F%B3_%E9%AB%99%E6%A9%8B.wav"],
	["plain name.csv", "plain name.csv", "plain%20name.csv"],
	['a"b\\c%d.wav', "a_b_c_d.wav", "a%22b%5Cc%25d.wav"],
	["it's (1)*.wav", "it's (1)*.wav", "it%27s%20%281%29%2A.wav"],
	["a\r\nset-cookie: x.wav", "a__set-cookie: x.wav", "a%0D%0Aset-cookie%3A%20x.wav"],
	["😀.wav", "__.wav", "%F0%9F%98%80.wav"],
	["a;b,c=d.wav", "a;b,c=d.wav", "a%3Bb%2Cc%3Dd.wav"],
])("names a file %j for old and new clients", (fileName, ascii, encoded) => {
	const header = contentDisposition("attachment", fileName);
	expect(header).toBe(`attachment; filename="${ascii}"; filename*=UTF-8''${encoded}`);
	expect(decodeURIComponent(header.split("''")[1] ?? "")).toBe(fileName);
	expect(header).toMatch(/^[\x20-\x7e]+$/);
});

test("states whether to show or save the file", () => {
	expect(contentDisposition("inline", "a.wav")).toMatch(/^inline;/);
});
