import { expect, test } from "vitest";
import { readEvent } from "../../commands/ingest/events.ts";

const read = (...parts: (string | number[])[]) =>
	readEvent({ number: 1, bytes: Buffer.concat(parts.map((part) => Buffer.from(part as string))) });

test("a line that is not UTF-8 is refused, with the reason", () => {
	// メモ in Shift_JIS, and a truncated emoji.
	for (const bytes of [
		[0x83, 0x81, 0x83, 0x82],
		[0xf0, 0x9f, 0x98],
	]) {
		expect(read('{"memo":"', bytes, '"}')).toEqual({ kind: "notJson", reason: expect.stringMatching(/utf-8/i) });
	}
});

test("a byte order mark before the first line is removed", () => {
	expect(read("\ufeff", '{"memo":"メモ"}')).toMatchObject({ kind: "event", body: '{"memo":"メモ"}' });
});
