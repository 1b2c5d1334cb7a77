import { beforeAll, expect, test } from "vitest";
import { accountSaved, basicTenant } from "../../support/events.ts";
import { createWorld, type World } from "../../support/world.ts";

let world: World;
beforeAll(async () => {
	world = await createWorld();
	const granted = { campaignIds: ["c01"] };
	await world.takeIn(
		...basicTenant(),
		accountSaved({ accountId: "mail", role: "admin", email: "admin@example.com", ...granted }),
		accountSaved({ accountId: "agent", ...granted }),
	);
});

test.each([
	["admin", { name: "管理 者", role: "admin", email: null, campaignIds: null }],
	["mail", { name: "氏名 mail", role: "admin", email: "admin@example.com", campaignIds: null }],
	["sv01", { name: "田中 花子", role: "supervisor", email: null, campaignIds: ["c01"] }],
	["ag01", { name: "鈴木 一郎", role: "agent", email: null, campaignIds: null }],
	["agent", { name: "氏名 agent", role: "agent", email: null, campaignIds: null }],
])("returns the profile of %s", async (account, expected) => {
	const { status, body, cost } = await world.call("get-me", { account });
	expect([status, cost.calls]).toEqual([200, 1]);
	expect(body).toEqual({ tenantId: "acme", tenantName: "アクメ株式会社", accountId: account, ...expected });
});

test.each([
	["an identity token", { token_use: "id", tenant: "acme", account: "admin" }],
	["no tenant", { token_use: "access", account: "admin" }],
	["a malformed tenant", { token_use: "access", tenant: "acme#x", account: "admin" }],
	["no claims", {}],
])("refuses a token with %s", async (_, claims) => {
	const { status, headers, body } = await world.call("get-me", { claims: claims as Record<string, string> });
	expect([status, body.code, headers["www-authenticate"]]).toEqual([401, "token-incomplete", "Bearer"]);
});
