import { App, Stack } from "aws-cdk-lib";
import { Match, Template } from "aws-cdk-lib/assertions";
import { UserPool } from "aws-cdk-lib/aws-cognito";
import { expect, it } from "vitest";
import { addWebClient } from "../../../infra/constructs/clients.ts";
import { addIdentityProviders } from "../../../infra/constructs/identity-providers.ts";
import type { TenantIdentityProvider } from "../../../infra/stage-config.ts";

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

it("each tenant's identity provider is found by mail domain, and states the account but no tenant", () => {
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

it("people log in by identity providers or the pool, and Cognito stores the attributes that providers state", () => {
	const client = {
		SupportedIdentityProviders: ["COGNITO", Match.anyValue(), Match.anyValue()],
		WriteAttributes: ["email", "preferred_username"],
		// Without aws.cognito.signin.user.admin, with which users could write another account's id into their attributes.
		AllowedOAuthScopes: ["openid"],
	};
	const stack = synthesize();
	expect(() => stack.hasResourceProperties("AWS::Cognito::UserPoolClient", client)).not.toThrow();
});

it.each([
	["acme_sso", "acme"],
	["acme=sso", "acme"],
	["acme-sso", "acme,harbour"],
])("a provider's name that could pass one tenant's people off as another's is refused: %s, %s", (name, tenant) => {
	const [provider] = configured as [TenantIdentityProvider];
	expect(() => synthesize([{ ...provider, name, tenant }])).toThrow("No identity provider can be called");
});
