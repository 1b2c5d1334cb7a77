import { randomBytes } from "node:crypto";
import { expect, test } from "vitest";
import { createCursorSeal } from "../../../shared/platform/cursor-seal.ts";

const newKey = () => randomBytes(32).toString("base64");
const seal = createCursorSeal(newKey());
const content = { after: { calledAt: 1_795_000_000_000, callId: "髙橋" }, total: 12 };
const bound = JSON.stringify(["acme", "sv01", { name: "髙橋" }]);

test("opens what it sealed", () => {
	expect(seal.open(seal.seal(content, bound), bound)).toEqual(content);
});

test("hides the content, and never produces the same cursor twice", () => {
	const cursor = seal.seal(content, bound);
	expect(Buffer.from(cursor, "base64url").toString("latin1")).not.toContain("calledAt");
	expect(seal.seal(content, bound)).not.toBe(cursor);
});

test("refuses a cursor altered at any byte", () => {
	const bytes = Buffer.from(seal.seal(content, bound), "base64url");
	for (let at = 0; at < bytes.length; at++) {
		for (const flip of [1, 0x80]) {
			const altered = Buffer.from(bytes);
			altered[at] = (altered[at] as number) ^ flip;
			expect(seal.open(altered.toString("base64url"), bound)).toBeUndefined();
		}
	}
});

test("refuses a cursor altered at any character", () => {
	const cursor = seal.seal(content, bound);
	for (let at = 0; at < cursor.length; at++) {
		const other = cursor[at] === "A" ? "B" : "A";
		expect(seal.open(cursor.slice(0, at) + other + cursor.slice(at + 1), bound)).toBeUndefined();
		expect(seal.open(cursor.slice(0, at), bound)).toBeUndefined();
		expect(seal.open(`${cursor.slice(0, at)} ${cursor.slice(at)}`, bound)).toBeUndefined();
	}
});

test.each([
	["sealed for another caller", () => seal.open(seal.seal(content, bound), bound.replace("sv01", "sv02"))],
	["opened without a context", () => seal.open(seal.seal(content, bound), "")],
	["sealed with another key", () => createCursorSeal(newKey()).open(seal.seal(content, bound), bound)],
	["that is empty", () => seal.open("", bound)],
	["of plain JSON", () => seal.open(Buffer.from(JSON.stringify(content)).toString("base64url"), bound)],
	["with padding", () => seal.open(`${seal.seal(content, bound)}=`, bound)],
	["repeated twice", () => seal.open(seal.seal(content, bound).repeat(2), bound)],
])("refuses a cursor %s", (_, open) => {
	expect(open()).toBeUndefined();
});
