import { App, Stack } from "aws-cdk-lib";
import { Match, Template } from "aws-cdk-lib/assertions";
import { UserPool } from "aws-cdk-lib/aws-cognito";
import { expect, it } from "vitest";
import type { TenantIdentityProvider } from "../../../infra/config.ts";
import { addWebClient } from "../../../infra/constructs/clients.ts";
import { addIdentityProviders } from "../../../infra/constructs/identity-providers.ts";

const common = { accountAttribute: "employeeNumber", emailAttribute: "email" };
const configured: TenantIdentityProvider[] = [
	{
		...common,
		name: "acme-sso",
		tenant: "acme",
		domains: ["acme.example.com"],
		saml: { metadataUrl: "https://login.acme.example.com/metadata.xml" },
	},
	{
		...common,
		name: "harbour-sso",
		tenant: "harbour",
		domains: ["harbour.example.com", "harbour.example.jp"],
		oidc: { issuerUrl: "https://login.harbour.example.com", clientId: "rireki", secretName: "rireki/harbour-sso" },
	},
];

function synthesize(providers = configured): Template {
	const stack = new Stack(new App(), "Identity");
	const pool = new UserPool(stack, "Pool");
	const urls = ["https://rireki.example.com/console/"];
	addWebClient(pool, "console", {
		callbackUrls: urls,
		logoutUrls: urls,
		providers: addIdentityProviders(pool, providers),
	});
	return Template.fromStack(stack);
}

it("makes the login of each tenant's own, found by the domain of a mail address, which says an account and nothing of a tenant", () => {
	const providers = Object.values(synthesize().findResources("AWS::Cognito::UserPoolIdentityProvider"));
	const AttributeMapping = { email: "email", preferred_username: "employeeNumber" };
	expect(providers.map(({ Properties: { UserPoolId: _, ...properties } }) => properties)).toEqual([
		{
			ProviderName: "acme-sso",
			ProviderType: "SAML",
			IdpIdentifiers: ["acme.example.com"],
			AttributeMapping,
			ProviderDetails: { IDPSignout: false, MetadataURL: "https://login.acme.example.com/metadata.xml" },
		},
		{
			ProviderName: "harbour-sso",
			ProviderType: "OIDC",
			AttributeMapping,
			IdpIdentifiers: ["harbour.example.com", "harbour.example.jp"],
			ProviderDetails: {
				client_id: "rireki",
				authorize_scopes: "openid email profile",
				attributes_request_method: "GET",
				oidc_issuer: "https://login.harbour.example.com",
				client_secret: "{{resolve:secretsmanager:rireki/harbour-sso:SecretString:::}}",
			},
		},
	]);
});

it("lets people in by them and by the pool, and Cognito write what they say of somebody", () => {
	const client = {
		SupportedIdentityProviders: ["COGNITO", Match.anyValue(), Match.anyValue()],
		WriteAttributes: ["email", "preferred_username"],
		// Not aws.cognito.signin.user.admin, by which somebody could write another account's id there.
		AllowedOAuthScopes: ["openid"],
	};
	const stack = synthesize();
	expect(() => stack.hasResourceProperties("AWS::Cognito::UserPoolClient", client)).not.toThrow();
});

it.each([
	["acme_sso", "acme"],
	["acme=sso", "acme"],
	["acme-sso", "acme,harbour"],
])("takes no name by which the function would take one tenant's people for another's: %s, %s", (name, tenant) => {
	const [provider] = configured as [TenantIdentityProvider];
	expect(() => synthesize([{ ...provider, name, tenant }])).toThrow("No identity provider can be called");
});
