import { globSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";

test("every test that counts units runs on the embedded engine, which counts as the service does", () => {
	const counting = /\b(?:readUnits|writeUnits|rcu|wcu)\b(?!: 0\b)/;
	const kept = /countOnEmbeddedDynamodb\(\)|createLoadedWorld\(/;
	const files = globSync("test/**/*.test.ts").filter(
		(path) => !path.endsWith("counted-units.test.ts") && counting.test(readFileSync(path, "utf8")),
	);
	expect(files.length).toBeGreaterThan(10);
	expect(files.filter((path) => !kept.test(readFileSync(path, "utf8")))).toEqual([]);
});
