import type { PreTokenGenerationV2TriggerEvent } from "aws-lambda";
import { expect, it } from "vitest";
import { createHandler } from "../../../functions/events/issue-token.ts";

const issue = (userAttributes: Record<string, string>) =>
	createHandler()({ request: { userAttributes }, response: {} } as PreTokenGenerationV2TriggerEvent);

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
