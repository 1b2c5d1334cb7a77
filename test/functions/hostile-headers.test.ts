import { beforeAll, describe, expect, it } from "vitest";
import { callCompleted, recordingStored } from "../support/events.ts";
import { createHostileWorld } from "../support/hostile.ts";
import type { ApiRequest, World } from "../support/world.ts";
import { expectForm, expectProblem } from "./hostile-problem.ts";

const path = { callId: "k01" };

let world: World;
beforeAll(async () => {
	world = await createHostileWorld(recordingStored("k01"));
});

describe("a header", () => {
	const unmatched = [
		"0",
		'"1"',
		'W/"0"',
		'"00"',
		'"-0"',
		'"0',
		'0"',
		'""',
		'"abc"',
		'"0""0"',
		'"９"',
		"**",
		"null",
		'"1", "2"',
		`"${"9".repeat(20)}"`,
		`${'"1", '.repeat(20_000)}"2"`,
		`${" ".repeat(50_000)}x`,
		",".repeat(50_000),
	];
	it.each(unmatched.map((tag) => [tag.slice(0, 20), tag]))("If-Match of %s matches nothing", async (_, tag) => {
		const fresh = await createRecord();
		const request = { path: { callId: fresh }, headers: { "if-match": tag }, body: { memo: "x" } };
		await expectProblem(world, "correct-call-history", request, { status: 412, code: "stale" });
	});

	it.each(['"0"', ' "0" ', '"7", "0"', '"0","1"', "*"])("If-Match of %s matches", async (tag) => {
		const fresh = await createRecord();
		const request = { path: { callId: fresh }, headers: { "if-match": tag }, body: { memo: "x" } };
		expect((await world.call("correct-call-history", request)).status).toBe(200);
	});

	it.each(["", " "])("If-Match of '%s' counts as missing", async (tag) => {
		const request = { path, headers: { "if-match": tag }, body: { memo: "x" } } as ApiRequest;
		await expectProblem(world, "correct-call-history", request, { status: 428, code: "if-match-required" });
	});

	const languages: [header: string, language: "ja" | "en"][] = [
		["", "ja"],
		["*", "ja"],
		["fr, de;q=0.9", "ja"],
		["en", "en"],
		["EN-gb", "en"],
		["en;q=0", "ja"],
		["en;q=0.1", "en"],
		["ja;q=0.1, en;q=0.2", "en"],
		["en, ja", "en"],
		["ja, en", "ja"],
		["english", "ja"],
		["en;q=x", "en"],
		["en;q=1.1.1", "ja"],
		["\u0000", "ja"],
		["x".repeat(100_000), "ja"],
		[",".repeat(100_000), "ja"],
		[`en${";".repeat(100_000)}`, "en"],
		[`en;q=${" ".repeat(100_000)}1`, "en"],
		[`${"fr,".repeat(10_000)}en`, "ja"],
	];
	it.each(languages.map(([header, language]) => [header.slice(0, 20), language, header] as const))(
		"Accept-Language of %s means %s",
		async (_, language, header) => {
			const response = await world.call("get-call-history", {
				path: { callId: "k99" },
				headers: { "accept-language": header },
			});
			expectForm(response, language);
		},
	);

	async function createRecord(): Promise<string> {
		const callId = `etag-${Math.random().toString(36).slice(2)}`;
		await world.takeIn(callCompleted({ callId }));
		return callId;
	}
});

describe("the query", () => {
	const refused: [query: Record<string, string>, errors: [string, string][]][] = [
		[{ disposition: "INLINE" }, [["#/disposition", "not-allowed"]]],
		[{ disposition: "" }, [["#/disposition", "not-allowed"]]],
		[{ disposition: "inline,attachment" }, [["#/disposition", "not-allowed"]]],
		[{ disposition: "attachment\r\nx: y" }, [["#/disposition", "not-allowed"]]],
		[{ disposition: "inline", download: "1" }, [["#/download", "unknown-field"]]],
		[JSON.parse('{"__proto__":"x"}'), [["#/__proto__", "unknown-field"]]],
	];
	it.each(refused)("of open-recording is refused: %j", async (query, errors) => {
		await expectProblem(world, "open-recording", { path, query }, { status: 400, code: "invalid-request", errors });
	});

	it("is ignored by routes that have none", async () => {
		expect((await world.call("get-me", { query: { role: "admin", tenant: "other" } })).body.tenantId).toBe("acme");
	});
});
