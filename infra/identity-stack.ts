import { CfnOutput, Duration, RemovalPolicy, Stack, type StackProps } from "aws-cdk-lib";
import {
	AccountRecovery,
	FeaturePlan,
	LambdaVersion,
	ManagedLoginVersion,
	Mfa,
	StandardThreatProtectionMode,
	StringAttribute,
	UserPool,
	type UserPoolClient,
	UserPoolEmail,
	UserPoolOperation,
} from "aws-cdk-lib/aws-cognito";
import type { Construct } from "constructs";
import { writeProviderTenants } from "../shared/caller/identity-provider.ts";
import { addMachines, addWebClient } from "./constructs/clients.ts";
import type { ConsoleConfig } from "./constructs/console-files.ts";
import { DeployedFunction } from "./constructs/deployed-function.ts";
import { addIdentityProviders } from "./constructs/identity-providers.ts";
import { invitation, invitationDays, verification } from "./constructs/login-mails.ts";
import type { MailStack } from "./mail-stack.ts";
import { stackNameOf } from "./names.ts";
import { pascal } from "./pascal.ts";
import { consoleOrigins, loginUrl, type StageConfig } from "./stage-config.ts";

/** Puts the claims into the tokens; it belongs to the user pool and not to the service. */
export const identityFunction = "events/issue-token";

export interface IdentityStackProps extends StackProps {
	stage: string;
	config: StageConfig;
	mail: MailStack;
}

/** Who may log in, and where: users and machines that an administrator created, each belonging to one tenant. */
export class IdentityStack extends Stack {
	readonly userPool: UserPool;
	/** The console's client. */
	readonly client: UserPoolClient;
	private readonly otherClients: Map<string, UserPoolClient>;
	private readonly config: StageConfig;

	constructor(scope: Construct, id: string, { stage, config, mail, ...props }: IdentityStackProps) {
		super(scope, id, { ...props, terminationProtection: config.keepData });
		this.config = config;
		// The pool refers to it only by name: the pool is kept, and must not prevent the mail stack from being deleted.
		this.addStackDependency(mail);
		const issueToken = new DeployedFunction(this, "IssueToken", {
			stage,
			config,
			name: identityFunction,
			env: { IDENTITY_PROVIDERS: writeProviderTenants(config.identityProviders) },
		});
		this.userPool = new UserPool(this, "UserPool", {
			userPoolName: stackNameOf(stage),
			selfSignUpEnabled: false,
			signInAliases: { username: true },
			signInCaseSensitive: true,
			standardAttributes: { email: { required: true, mutable: true } },
			customAttributes: {
				// Tenant and account never change. The role may, but the directory decides what it allows in any case.
				tenant: new StringAttribute({ minLen: 1, maxLen: 64, mutable: false }),
				account: new StringAttribute({ minLen: 1, maxLen: 64, mutable: false }),
				role: new StringAttribute({ minLen: 1, maxLen: 16, mutable: true }),
			},
			mfa: Mfa.REQUIRED,
			mfaSecondFactor: { otp: true, sms: false },
			passwordPolicy: {
				minLength: 12,
				requireDigits: true,
				requireLowercase: true,
				requireUppercase: true,
				requireSymbols: true,
				tempPasswordValidity: Duration.days(invitationDays),
			},
			accountRecovery: AccountRecovery.EMAIL_ONLY,
			// Cognito's own sender is limited to 50 mails a day.
			email: UserPoolEmail.withSES({
				fromEmail: config.mail.from,
				fromName: "Rireki",
				sesRegion: this.region,
				sesVerifiedDomain: config.mail.domain,
				configurationSetName: mail.configurationSetName,
			}),
			userInvitation: invitation(`https://${config.domainName}/console/`),
			userVerification: verification,
			featurePlan: FeaturePlan.PLUS,
			standardThreatProtectionMode: StandardThreatProtectionMode.FULL_FUNCTION,
			deletionProtection: config.keepData,
			removalPolicy: config.keepData ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
		});
		this.userPool.addTrigger(UserPoolOperation.PRE_TOKEN_GENERATION_CONFIG, issueToken.function, LambdaVersion.V3_0);
		const providers = addIdentityProviders(this.userPool, config.identityProviders);
		const origins = consoleOrigins(config).map((origin) => `${origin}/console/`);
		this.client = addWebClient(this.userPool, "console", { callbackUrls: origins, logoutUrls: origins, providers });
		this.otherClients = new Map([
			...config.webClients.map(
				({ name, ...urls }) => [name, addWebClient(this.userPool, name, { ...urls, providers })] as const,
			),
			...addMachines(this.userPool, config.machines),
		]);
		this.userPool.addDomain("Login", {
			cognitoDomain: { domainPrefix: config.loginPrefix },
			managedLoginVersion: ManagedLoginVersion.NEWER_MANAGED_LOGIN,
		});
		new CfnOutput(this, "UserPoolId", { value: this.userPool.userPoolId });
		new CfnOutput(this, "ClientId", { value: this.client.userPoolClientId });
		new CfnOutput(this, "LoginUrl", { value: loginUrl(config) });
		for (const [name, { userPoolClientId }] of this.otherClients) {
			new CfnOutput(this, `${pascal(name)}ClientId`, { value: userPoolClientId });
		}
	}

	private get issuer(): string {
		return `https://cognito-idp.${this.region}.amazonaws.com/${this.userPool.userPoolId}`;
	}

	/** For the API's authorizer. */
	get tokens(): { issuer: string; clientIds: string[] } {
		const clients = [this.client, ...this.otherClients.values()];
		return { issuer: this.issuer, clientIds: clients.map(({ userPoolClientId }) => userPoolClientId) };
	}

	/** For the console. With the addresses of the hosted login, no discovery is needed. */
	get login(): ConsoleConfig["oidc"] {
		const login = loginUrl(this.config);
		return {
			authority: this.issuer,
			client_id: this.client.userPoolClientId,
			metadata: {
				issuer: this.issuer,
				authorization_endpoint: `${login}/oauth2/authorize`,
				token_endpoint: `${login}/oauth2/token`,
				revocation_endpoint: `${login}/oauth2/revoke`,
				end_session_endpoint: `${login}/logout`,
				jwks_uri: `${this.issuer}/.well-known/jwks.json`,
			},
		};
	}
}
