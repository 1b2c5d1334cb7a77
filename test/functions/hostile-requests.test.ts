import { beforeAll, describe, expect, it } from "vitest";
import type { ApiEvent, ApiHandler } from "../../functions/adapters/http.ts";
import { createHandler as createCorrect } from "../../functions/api/correct-call-history.ts";
import { createHandler as createSearch } from "../../functions/api/search-call-histories.ts";
import { type ApiFunction, routes } from "../../infra/routes.ts";
import { basicTenant, callCompleted, recordingStored, tenantSaved } from "../support/events.ts";
import { type ApiRequest, createWorld, type World } from "../support/world.ts";
import { expectForm, expectProblem } from "./hostile-problem.ts";

const period = { from: "2026-11-01T00:00", to: "2026-11-30T24:00" };
const withCallId = routes.filter((route) => route.path.includes("{callId}")).map((route) => route.function);
const withBody = routes.filter((route) => route.method !== "GET").map((route) => route.function);
const valid: ApiRequest = { path: { callId: "k01" }, headers: { "if-match": "*" } };
const bodyOf = (name: ApiFunction) => (name === "correct-call-history" ? { memo: "x" } : { period });

let world: World;
beforeAll(async () => {
	world = await createWorld();
	await world.takeIn(...basicTenant(), callCompleted({ callId: "k01", memo: "元のメモ" }), recordingStored("k01"));
	await world.takeIn(...basicTenant("other"), callCompleted({ callId: "theirs" }, { tenant: "other" }));
	await world.takeIn(
		...basicTenant("green"),
		tenantSaved({ outboundOption: false }, { tenant: "green", time: "2026-11-02T00:00:00Z" }),
	);
});

describe.each(withBody)("the body of %s", (name) => {
	const notJson: [what: string, rawBody: string][] = [
		["nothing", ""],
		["spaces", " \n"],
		["half an object", '{"period":'],
		["a trailing comma", '{"memo":"x",}'],
		["single quotes", "{'memo':'x'}"],
		["a comment", '{/* */"memo":"x"}'],
		["NaN", '{"page":{"size":NaN}}'],
		["a raw line end in a text", '{"memo":"a\nb"}'],
		["two documents", '{"memo":"x"}{"memo":"y"}'],
		["a byte order mark", `\ufeff${JSON.stringify(bodyOf(name))}`],
		["a form", "memo=x&reason=y"],
		["XML", "<memo>x</memo>"],
		["100,000 open brackets", "[".repeat(100_000)],
	];
	it.each(notJson)("is refused where it is no JSON: %s", async (_, rawBody) => {
		await expectProblem(world, name, { ...valid, rawBody }, { status: 400, code: "body-not-json" });
	});

	const notObject = ["null", "[]", '"x"', "1", "true", "1e999", `${"[".repeat(100_000)}${"]".repeat(100_000)}`];
	it.each(notObject.map((rawBody) => [rawBody.slice(0, 10), rawBody]))("is refused: %s", async (_, rawBody) => {
		await expectProblem(
			world,
			name,
			{ ...valid, rawBody },
			{
				status: 400,
				code: "invalid-request",
				errors: [["#", "wrong-type"]],
			},
		);
	});

	it("may be nested 100,000 deep, and is refused where that stands", async () => {
		const nested = `${'{"a":'.repeat(100_000)}1${"}".repeat(100_000)}`;
		const rawBody = `${JSON.stringify(bodyOf(name)).slice(0, -1)},"extra":${nested}}`;
		await expectProblem(
			world,
			name,
			{ ...valid, rawBody },
			{
				status: 400,
				code: "invalid-request",
				errors: [["#/extra", "unknown-field"]],
			},
		);
	});

	it.each([1_000_001, 10_000_000])("of %i bytes is too large", async (size) => {
		const rawBody = JSON.stringify({ ...bodyOf(name), keyword: "x".repeat(size) });
		await expectProblem(world, name, { ...valid, rawBody }, { status: 413, code: "body-too-large" });
	});

	it("is measured in bytes", async () => {
		const rawBody = JSON.stringify({ ...bodyOf(name), keyword: "あ".repeat(400_000) });
		await expectProblem(world, name, { ...valid, rawBody }, { status: 413, code: "body-too-large" });
	});

	it("may hold 300,000 things that are wrong", async () => {
		const rawBody = `{"facets":[${Array(300_000).fill("{}").join(",")}],"period":1,"memo":1}`;
		const start = performance.now();
		expectForm(await world.call(name, { ...valid, rawBody }), "ja");
		expect(performance.now() - start).toBeLessThan(5000);
	});

	const types = [
		"",
		"text/plain",
		"application/x-www-form-urlencoded",
		"multipart/form-data; boundary=x",
		"application/jsonp",
		"json",
		"application/json, text/plain",
		"application/json; charset=shift_jis",
		'application/json; charset="utf-16"',
		"application/xml; note=application/json",
		`application/${"+".repeat(50_000)}`,
		"{}",
	];
	it.each(types.map((type) => [type.slice(0, 40), type]))("is refused as '%s'", async (_, type) => {
		const headers = { ...valid.headers, "content-type": type };
		await expectProblem(
			world,
			name,
			{ ...valid, headers, body: bodyOf(name) },
			{
				status: 415,
				code: "content-type-unsupported",
			},
		);
	});

	const goodTypes = [
		"application/json; charset=utf-8",
		"APPLICATION/JSON;Charset=UTF-8",
		'application/json ; charset="utf-8"',
		"application/merge-patch+json",
		"application/json;odata=verbose",
	];
	it.each(goodTypes)("is read as '%s'", async (type) => {
		const headers = { ...valid.headers, "content-type": type };
		const { status } = await world.call(name, { ...valid, headers, body: { ...bodyOf(name), memo: "元のメモ" } });
		expect(status).toBe(200);
	});

	it("counts by its last value where a key stands twice", async () => {
		const start = JSON.stringify({ ...bodyOf(name), memo: 1 }).slice(0, -1);
		const { status } = await world.call(name, { ...valid, rawBody: `${start},"memo":"元のメモ"}` });
		expect(status).toBe(200);
	});

	it("may come in base64, as UTF-8 and nothing else", async () => {
		const create = (name === "correct-call-history" ? createCorrect : createSearch) as (deps: unknown) => ApiHandler;
		const send = (bytes: Buffer) =>
			create(world.deps)({
				headers: { "content-type": "application/json", "if-match": "*" },
				pathParameters: valid.path,
				body: bytes.toString("base64"),
				isBase64Encoded: true,
				requestContext: {
					requestId: "r",
					authorizer: { jwt: { claims: { token_use: "access", tenant: "acme", account: "admin" } } },
				},
			} as unknown as ApiEvent);
		const good = JSON.stringify({ ...bodyOf(name), memo: "元のメモ" });
		expect((await send(Buffer.from(good))).statusCode).toBe(200);
		expect(
			(await send(Buffer.concat([Buffer.from('{"memo":"'), Buffer.from([0x83, 0x81]), Buffer.from('"}')]))).statusCode,
		).toBe(400);
		expect((await send(Buffer.from(`"${"x".repeat(1_000_000)}"`))).statusCode).toBe(413);
	});
});

describe("the path", () => {
	const strange = [
		"",
		" ",
		"..",
		".",
		"../me",
		"%00",
		"\u0000",
		"k01\u0000",
		"k01#c",
		"#",
		"*",
		"k01/../k01",
		"k01 ",
		"k01\n",
		"応対",
		"Ｋ01",
		"\ud800",
		"💥",
		"'; DROP TABLE calls",
		'{"$ne":1}',
		"k".repeat(65),
		"k".repeat(3000),
		"__proto__",
		"constructor",
	];
	for (const name of withCallId) {
		it(`of ${name} leads to nothing with a strange id`, async () => {
			const foreign = ["theirs", "acme#k01", "other#theirs", "K01", "k02"];
			for (const callId of [...strange, ...foreign]) {
				const request = { ...valid, path: { callId }, body: bodyOf(name) };
				const response = await world.call(name, request);
				expectForm(response, "ja");
				expect([response.status, callId]).toEqual([404, callId]);
			}
			expectForm(await world.call(name, { ...valid, path: {}, body: bodyOf(name) }), "ja");
		});
	}
});

describe("the token", () => {
	const good = { token_use: "access", tenant: "acme", account: "admin" };
	const broken: Record<string, string>[] = [
		{},
		{ ...good, token_use: "id" },
		{ ...good, token_use: "[access]" },
		{ ...good, token_use: "" },
		{ tenant: "acme", account: "admin" },
		{ token_use: "access", account: "admin" },
		{ token_use: "access", tenant: "acme" },
		{ ...good, tenant: "[acme other]" },
		{ ...good, tenant: "acme#x" },
		{ ...good, tenant: "" },
		{ ...good, tenant: "acme " },
		{ ...good, tenant: "a".repeat(65) },
		{ ...good, account: "[admin sv01]" },
		{ ...good, account: "admin#a" },
		{ ...good, account: "{}" },
		{ ...good, account: "管理者" },
	];
	for (const { function: name } of routes) {
		it(`is refused by ${name} where a claim is missing or odd`, async () => {
			for (const claims of broken) {
				const refusal = { status: 401, code: "token-incomplete" };
				const response = await expectProblem(world, name, { ...valid, claims, body: bodyOf(name) }, refusal);
				expect(response.headers["www-authenticate"]).toBe("Bearer");
			}
		});

		it(`opens nothing in ${name} for an unknown tenant or account, or without the option`, async () => {
			const refusals: [claims: Record<string, string>, code: string][] = [
				[{ tenant: "nobody", account: "admin" }, "outbound-option-required"],
				[{ tenant: "green", account: "admin" }, "outbound-option-required"],
				[{ tenant: "acme", account: "nobody" }, "account-unknown"],
				[{ tenant: "acme", account: "constructor" }, "account-unknown"],
				[{ tenant: "__proto__", account: "__proto__" }, "outbound-option-required"],
			];
			for (const [claims, code] of refusals) {
				const request = { ...valid, claims: { ...good, ...claims }, body: bodyOf(name) };
				await expectProblem(world, name, request, { status: 403, code });
			}
		});
	}
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

	it.each(["", " "])("If-Match of '%s' is none", async (tag) => {
		const request = { path: valid.path, headers: { "if-match": tag }, body: { memo: "x" } } as ApiRequest;
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
		await expectProblem(world, "open-recording", { ...valid, query }, { status: 400, code: "invalid-request", errors });
	});

	it("is not read by routes that have none", async () => {
		expect((await world.call("get-me", { query: { role: "admin", tenant: "other" } })).body.tenantId).toBe("acme");
	});
});
