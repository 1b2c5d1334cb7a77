import { Duration } from "aws-cdk-lib";
import {
	CfnManagedLoginBranding,
	ClientAttributes,
	type IUserPoolIdentityProvider,
	OAuthScope,
	type UserPool,
	type UserPoolClient,
	UserPoolClientIdentityProvider,
} from "aws-cdk-lib/aws-cognito";
import { machineScope, machineServer } from "../../shared/caller/machine.ts";
import { pascal } from "../pascal.ts";
import type { MachineClient } from "../stage-config.ts";

interface WebClientProps {
	callbackUrls: readonly string[];
	logoutUrls: readonly string[];
	/** Identity providers, in addition to the pool's own users. */
	providers: readonly IUserPoolIdentityProvider[];
}

/** A web client without a secret: its users log in on the hosted pages. */
export function addWebClient(
	pool: UserPool,
	name: string,
	{ callbackUrls, logoutUrls, providers }: WebClientProps,
): UserPoolClient {
	const client = pool.addClient(pascal(name), {
		userPoolClientName: name,
		generateSecret: false,
		// The hosted login only. By default, Cognito also lets a client log in through its API, with tokens of more scopes.
		authFlows: { userSrp: false },
		preventUserExistenceErrors: true,
		enableTokenRevocation: true,
		oAuth: {
			flows: { authorizationCodeGrant: true },
			// Not aws.cognito.signin.user.admin: with it, a token could change its user's attributes.
			scopes: [OAuthScope.OPENID],
			callbackUrls: [...callbackUrls],
			logoutUrls: [...logoutUrls],
		},
		readAttributes: new ClientAttributes().withStandardAttributes({ email: true }),
		// At each login Cognito stores the provider's attributes with the client's permission. No token has the scope to do
		// so.
		writeAttributes: new ClientAttributes().withStandardAttributes({
			email: true,
			preferredUsername: providers.length > 0,
		}),
		supportedIdentityProviders: [
			UserPoolClientIdentityProvider.COGNITO,
			...providers.map(({ providerName }) => UserPoolClientIdentityProvider.custom(providerName)),
		],
		accessTokenValidity: Duration.hours(1),
		idTokenValidity: Duration.hours(1),
		refreshTokenValidity: Duration.hours(12),
	});
	// The newer login requires a branding for each client.
	new CfnManagedLoginBranding(pool.stack, name === "console" ? "Branding" : `${pascal(name)}Branding`, {
		userPoolId: pool.userPoolId,
		clientId: client.userPoolClientId,
		useCognitoProvidedValues: true,
	});
	return client;
}

/**
 * Clients with a secret, which stays with Cognito (operations.md, "Another client"). The function that adds the claims
 * to their tokens cannot know their ids, because clients depend on the pool and the pool on the function; so each
 * client's one scope identifies it.
 */
export function addMachines(pool: UserPool, machines: readonly MachineClient[]): Map<string, UserPoolClient> {
	if (machines.length === 0) return new Map();
	const scopes = machines.map(({ name, tenant, account }) => ({
		scopeName: machineScope({ tenantId: tenant, accountId: account }),
		scopeDescription: name,
	}));
	const server = pool.addResourceServer("Machines", { identifier: machineServer, scopes });
	return new Map(
		machines.map(({ name }, index) => [
			name,
			pool.addClient(pascal(name), {
				userPoolClientName: name,
				generateSecret: true,
				authFlows: { userSrp: false },
				oAuth: {
					flows: { clientCredentials: true },
					scopes: scopes.slice(index, index + 1).map((scope) => OAuthScope.resourceServer(server, scope)),
				},
				accessTokenValidity: Duration.hours(1),
			}),
		]),
	);
}
