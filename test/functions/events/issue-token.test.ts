import type { PreTokenGenerationV2TriggerEvent, PreTokenGenerationV3TriggerEvent } from "aws-lambda";
import { expect, it } from "vitest";
import { createHandler } from "../../../functions/events/issue-token.ts";
import { machineScope, machineServer } from "../../../shared/caller/machine.ts";

const tenants = new Map([
	["acme-sso", "acme"],
	["harbour-sso", "harbour"],
]);
const issue = (userAttributes: Record<string, string>) =>
	createHandler({ tenants })({ request: { userAttributes }, response: {} } as PreTokenGenerationV2TriggerEvent);

const user = { "custom:tenant": "acme", "custom:account": "sv01", "custom:role": "supervisor" };

it("puts tenant, account and role into the access token", async () => {
	const { response } = await issue({ ...user, sub: "1", email: "sv01@example.com" });
	expect(response.claimsAndScopeOverrideDetails).toEqual({
		accessTokenGeneration: { claimsToAddOrOverride: { tenant: "acme", account: "sv01", role: "supervisor" } },
	});
});

it.each([
	["a tenant", { ...user, "custom:tenant": "" }],
	["an account", { ...user, "custom:account": undefined as unknown as string }],
	["a role that there is", { ...user, "custom:role": "owner" }],
	["a tenant that is one id", { ...user, "custom:tenant": "acme#harbour" }],
])("gives no token to a user without %s", async (_, attributes) => {
	await expect(issue(attributes)).rejects.toThrow();
});

/** As the pool asks for a client of its own, which is no user: what it may ask for is its client's one scope. */
const issueToMachine = (...scopes: string[]) =>
	createHandler({ tenants })({
		version: "3",
		triggerSource: "TokenGeneration_ClientCredentials",
		request: { userAttributes: {}, groupConfiguration: {}, scopes },
		response: {},
	} as unknown as PreTokenGenerationV3TriggerEvent);

it.each([
	["acme", "nightly-report"],
	["a.c:me@x+1", "a~b~c"],
])("puts tenant and account of a machine into its token, and no role: %s, %s", async (tenant, account) => {
	const scope = `${machineServer}/${machineScope({ tenantId: tenant, accountId: account })}`;
	const { response } = await issueToMachine(scope);
	expect(response.claimsAndScopeOverrideDetails).toEqual({
		accessTokenGeneration: { claimsToAddOrOverride: { tenant, account } },
	});
});

it.each([
	["says no tenant", ["machine/nightly-report"]],
	["says no account", ["machine/acme~"]],
	["is another server's", ["other/acme~nightly-report"]],
	["is missing", []],
	["is one of two", ["machine/acme~nightly-report", "machine/harbour~nightly-report"]],
	["holds what no id does", ["machine/acme#x~nightly-report"]],
])("gives no token to a machine whose scope %s", async (_, scopes) => {
	await expect(issueToMachine(...scopes)).rejects.toThrow();
});

it("does not take a person's scopes for a machine's", async () => {
	const request = { userAttributes: user, scopes: ["machine/harbour~nightly-report"] };
	const event = { triggerSource: "TokenGeneration_HostedAuth", request, response: {} };
	const { response } = await createHandler({ tenants })(event as unknown as PreTokenGenerationV2TriggerEvent);
	expect(response.claimsAndScopeOverrideDetails?.accessTokenGeneration?.claimsToAddOrOverride?.tenant).toBe("acme");
});

/** As the pool tells of somebody whom an identity provider has logged in. */
const guest = (providerName: string, account: string, more: Record<string, string> = {}) => ({
	sub: "2",
	"cognito:user_status": "EXTERNAL_PROVIDER",
	identities: JSON.stringify([{ userId: "x", providerName, providerType: "SAML", primary: "true" }]),
	preferred_username: account,
	...more,
});

it("takes the account from a tenant's identity provider, and the tenant from which provider it was", async () => {
	const { response } = await issue(guest("harbour-sso", "sv01", { "custom:tenant": "acme", "custom:role": "admin" }));
	expect(response.claimsAndScopeOverrideDetails).toEqual({
		accessTokenGeneration: { claimsToAddOrOverride: { tenant: "harbour", account: "sv01" } },
	});
});

it.each([
	["whose provider is nobody's", guest("other-sso", "sv01")],
	["who has no account", guest("acme-sso", "")],
	["whose account is no id", guest("acme-sso", "sv01#x")],
	[
		"whom two tenants know",
		guest("acme-sso", "sv01", { identities: '[{"providerName":"acme-sso"},{"providerName":"harbour-sso"}]' }),
	],
	["whom no provider is named of", guest("acme-sso", "sv01", { identities: "[]" })],
])("gives no token to somebody %s", async (_, attributes) => {
	await expect(issue(attributes)).rejects.toThrow();
});

it("does not take a user of the pool for somebody of a provider's", async () => {
	const { response } = await issue({ ...user, ...guest("harbour-sso", "admin"), "cognito:user_status": "CONFIRMED" });
	expect(response.claimsAndScopeOverrideDetails?.accessTokenGeneration?.claimsToAddOrOverride?.tenant).toBe("acme");
});
