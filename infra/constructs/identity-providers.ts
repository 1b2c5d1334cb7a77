import { SecretValue } from "aws-cdk-lib";
import {
	type IUserPoolIdentityProvider,
	ProviderAttribute,
	type UserPool,
	UserPoolIdentityProviderOidc,
	UserPoolIdentityProviderSaml,
	UserPoolIdentityProviderSamlMetadata,
} from "aws-cdk-lib/aws-cognito";
import { pascal } from "../pascal.ts";
import type { TenantIdentityProvider } from "../stage-config.ts";

/** Also excludes the separators in the function's environment variable (shared/caller/identity-provider.ts). */
const isName = /^[a-z][a-z0-9-]{2,31}$/;

/**
 * A tenant's own login. It provides the account's id, but never the tenant, which follows from the provider
 * (functions/adapters/token.ts). The login page asks for a mail address and finds the provider by its domain, so that
 * tenants do not see each other's names.
 */
export function addIdentityProviders(
	pool: UserPool,
	providers: readonly TenantIdentityProvider[],
): IUserPoolIdentityProvider[] {
	return providers.map(({ name, tenant, domains, accountAttribute, emailAttribute, ...by }) => {
		if (!isName.test(name) || /[=,]/.test(tenant))
			throw new Error(`No identity provider can be called ${name} (${tenant})`);
		const common = {
			userPool: pool,
			name,
			identifiers: [...domains],
			attributeMapping: {
				email: ProviderAttribute.other(emailAttribute),
				preferredUsername: ProviderAttribute.other(accountAttribute),
			},
		};
		if ("saml" in by) {
			return new UserPoolIdentityProviderSaml(pool, pascal(name), {
				...common,
				metadata: UserPoolIdentityProviderSamlMetadata.url(by.saml.metadataUrl),
			});
		}
		const { issuerUrl, clientId, secretName } = by.oidc;
		return new UserPoolIdentityProviderOidc(pool, pascal(name), {
			...common,
			issuerUrl,
			clientId,
			// As a reference, which CloudFormation resolves: the secret is in no template.
			clientSecret: SecretValue.secretsManager(secretName).unsafeUnwrap(),
			scopes: ["openid", "email", "profile"],
		});
	});
}
