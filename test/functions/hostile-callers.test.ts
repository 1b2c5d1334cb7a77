import { beforeAll, describe, expect, it } from "vitest";
import { type ApiFunction, routes } from "../../infra/routes.ts";
import { basicTenant, callCompleted, tenantSaved } from "../support/events.ts";
import { createHostileWorld, period } from "../support/hostile.ts";
import type { ApiRequest, World } from "../support/world.ts";
import { expectForm, expectProblem } from "./hostile-problem.ts";

const withId = routes.filter((route) => route.path.includes("{")).map((route) => route.function);
/** Every path parameter; each route reads its own. */
const idPath = (id: string) => ({ callId: id, asyncSearchId: id, savedSearchId: id });
const valid: ApiRequest = { path: idPath("k01"), headers: { "if-match": "*" } };
const bodies: Partial<Record<ApiFunction, object>> = {
	"correct-call-history": { memo: "x" },
	"correct-call-histories": { items: [{ callId: "k01", version: 0, memo: "x" }] },
	"set-email": { email: null },
	"create-saved-search": { name: "前日", conditions: { period } },
	"replace-saved-search": { name: "前日", conditions: { period } },
	"confirm-email": { token: "t".repeat(43) },
	"change-async-search": { repeat: null },
	"create-async-search": { conditions: { period } },
};
const queries: Partial<Record<ApiFunction, Record<string, string>>> = { "list-access-trail": { date: "2026-11-20" } };
const bodyOf = (name: ApiFunction) => bodies[name] ?? { period };

let world: World;
beforeAll(async () => {
	world = await createHostileWorld();
	await world.takeIn(...basicTenant("other"), callCompleted({ callId: "theirs" }, { tenant: "other" }));
	const later = { tenant: "green", time: "2026-11-02T00:00:00Z" };
	await world.takeIn(...basicTenant("green"), tenantSaved({ outboundOption: false }, later));
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
	for (const name of withId) {
		it(`of ${name} leads to nothing with a strange or foreign id`, async () => {
			const foreign = ["theirs", "acme#k01", "other#theirs", "K01", "k02"];
			for (const callId of [...strange, ...foreign]) {
				const request = { ...valid, path: idPath(callId), body: bodyOf(name) };
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
		it(`is refused by ${name} if a claim is missing or malformed`, async () => {
			for (const claims of broken) {
				const refusal = { status: 401, code: "token-incomplete" };
				const response = await expectProblem(world, name, { ...valid, claims, body: bodyOf(name) }, refusal);
				expect(response.headers["www-authenticate"]).toBe("Bearer");
			}
		});

		it(`is refused by ${name} for an unknown account or tenant, and for a tenant without the option`, async () => {
			const refusals: [claims: Record<string, string>, code: string][] = [
				[{ tenant: "nobody", account: "admin" }, "outbound-option-required"],
				[{ tenant: "green", account: "admin" }, "outbound-option-required"],
				[{ tenant: "acme", account: "nobody" }, "account-unknown"],
				[{ tenant: "acme", account: "constructor" }, "account-unknown"],
				[{ tenant: "__proto__", account: "__proto__" }, "outbound-option-required"],
			];
			for (const [claims, code] of refusals) {
				const request = { ...valid, claims: { ...good, ...claims }, query: queries[name] ?? {}, body: bodyOf(name) };
				await expectProblem(world, name, request, { status: 403, code });
			}
		});
	}
});
