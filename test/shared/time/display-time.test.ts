import { describe, expect, it } from "vitest";
import { displayJstOf } from "../../../shared/time/display-time.ts";
import { displayJst } from "../../../shared/time/model.ts";
import { createRandom } from "../../support/records.ts";

describe("a time", () => {
	it("is displayed as on the screen, in whatever order times are formatted", () => {
		const random = createRandom(7);
		for (let index = 0; index < 2000; index++) {
			const time = Math.floor((random() - 0.2) * 4e12);
			expect(displayJstOf(time)).toBe(displayJst(time));
		}
		for (const time of [
			0,
			-1,
			999,
			Date.parse("2026-11-20T23:59:59.999+09:00"),
			Date.parse("2026-11-21T00:00+09:00"),
		]) {
			expect(displayJstOf(time)).toBe(displayJst(time));
		}
	});
});
