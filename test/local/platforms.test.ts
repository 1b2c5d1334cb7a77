import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { findBinary } from "../../local/engines/dynamodb.ts";

interface Locked {
	os?: string[];
	cpu?: string[];
	libc?: string[];
	optional?: true;
}

test("packages for particular platforms are optional, so that others can install the rest", () => {
	const { packages } = JSON.parse(readFileSync("package-lock.json", "utf8")) as { packages: Record<string, Locked> };
	const bound = Object.entries(packages).filter(([, { os, cpu, libc }]) => os ?? cpu ?? libc);
	expect(bound.length).toBeGreaterThan(10);
	expect(bound.filter(([, { optional }]) => !optional)).toEqual([]);
	// Its install script fetches a package that some platforms lack in this version.
	expect(packages["node_modules/node"]).toMatchObject({ optional: true });
});

test.each([
	["darwin", "arm64"],
	["linux", "arm64"],
] as const)("on %s %s the error says which DynamoDB to start, and how to name it", (platform, arch) => {
	expect(() => findBinary({ platform, arch })).toThrow(
		/docker run .*amazon\/dynamodb-local\n +DYNAMODB_ENDPOINT=http:\S+ npm start/,
	);
});
