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
	["a known role", { ...user, "custom:role": "owner" }],
	["a well-formed tenant", { ...user, "custom:tenant": "acme#harbour" }],
])("gives no token to a user without %s", async (_, attributes) => {
	await expect(issue(attributes)).rejects.toThrow();
});

/** The pool's event for a machine client, which is not a user: its scopes are the one of its client. */
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
])("puts tenant and account of a machine into its token, without a role: %s, %s", async (tenant, account) => {
	const scope = `${machineServer}/${machineScope({ tenantId: tenant, accountId: account })}`;
	const { response } = await issueToMachine(scope);
	expect(response.claimsAndScopeOverrideDetails).toEqual({
		accessTokenGeneration: { claimsToAddOrOverride: { tenant, account } },
	});
});

it.each([
	["names no tenant", ["machine/nightly-report"]],
	["names no account", ["machine/acme~"]],
	["belongs to another server", ["other/acme~nightly-report"]],
	["is missing", []],
	["is one of two", ["machine/acme~nightly-report", "machine/harbour~nightly-report"]],
	["contains a malformed id", ["machine/acme#x~nightly-report"]],
])("gives no token to a machine whose scope %s", async (_, scopes) => {
	await expect(issueToMachine(...scopes)).rejects.toThrow();
});

it("ignores machine scopes of a user", async () => {
	const request = { userAttributes: user, scopes: ["machine/harbour~nightly-report"] };
	const event = { triggerSource: "TokenGeneration_HostedAuth", request, response: {} };
	const { response } = await createHandler({ tenants })(event as unknown as PreTokenGenerationV2TriggerEvent);
	expect(response.claimsAndScopeOverrideDetails?.accessTokenGeneration?.claimsToAddOrOverride?.tenant).toBe("acme");
});

/** A user's attributes as the pool passes them after a login through an identity provider. */
const guest = (providerName: string, account: string, more: Record<string, string> = {}) => ({
	sub: "2",
	"cognito:user_status": "EXTERNAL_PROVIDER",
	identities: JSON.stringify([{ userId: "x", providerName, providerType: "SAML", primary: "true" }]),
	preferred_username: account,
	...more,
});

it("takes the account from the identity provider, and the tenant from the provider's name", async () => {
	const { response } = await issue(guest("harbour-sso", "sv01", { "custom:tenant": "acme", "custom:role": "admin" }));
	expect(response.claimsAndScopeOverrideDetails).toEqual({
		accessTokenGeneration: { claimsToAddOrOverride: { tenant: "harbour", account: "sv01" } },
	});
});

it.each([
	["whose provider belongs to no tenant", guest("other-sso", "sv01")],
	["who has no account", guest("acme-sso", "")],
	["whose account is malformed", guest("acme-sso", "sv01#x")],
	[
		"with providers of two tenants",
		guest("acme-sso", "sv01", { identities: '[{"providerName":"acme-sso"},{"providerName":"harbour-sso"}]' }),
	],
	["without a provider", guest("acme-sso", "sv01", { identities: "[]" })],
])("gives no token to a federated user %s", async (_, attributes) => {
	await expect(issue(attributes)).rejects.toThrow();
});

it("does not treat a user of the pool as a federated user", async () => {
	const { response } = await issue({ ...user, ...guest("harbour-sso", "admin"), "cognito:user_status": "CONFIRMED" });
	expect(response.claimsAndScopeOverrideDetails?.accessTokenGeneration?.claimsToAddOrOverride?.tenant).toBe("acme");
});
