import { stackNameOf } from "./names.ts";

/** A queue that receives published events, in any account of the stage's region: docs/quickstart-dialler.md. */
export interface Subscriber {
	queueArn: string;
	/**
	 * The tenants whose events it receives. By default it receives all events, including those without a readable tenant.
	 */
	tenants?: readonly [string, ...string[]];
}

/** What differs between stages. Everything else is the same, so that `dev` shows what `prod` will do. */
export interface StageConfig {
	/** The AWS account of the stage; 12 digits. */
	account: string;
	/** Where records, recordings and files are. */
	region: string;
	/** Where people open the console; its API is at `/v1` of the same name. */
	domainName: string;
	/** Certificate of that name, in us-east-1, where CloudFront looks for it. */
	certificateArn: string;
	/** Prefix of the hosted login's address, `https://<prefix>.auth.<region>.amazoncognito.com`; unique in the region. */
	loginPrefix: string;
	/** The domain that mails come from, and the address in it. */
	mail: { domain: string; from: string };
	/** Receives alarms. */
	alarmEmails: readonly string[];
	/** The account's expected cost per month in US dollars (docs/costs.md); exceeding it raises an alarm. */
	monthlyBudgetUsd: number;
	/**
	 * Roles of the dialler and of the administration of campaigns, which send events, store recordings and read rejected
	 * events.
	 */
	diallerRoleArns: readonly string[];
	/** Queues that are notified of corrections, finished searches, and events that were rejected or noted. */
	subscribers: readonly Subscriber[];
	/** Roles of this account that may read a tenant's data in order to check isolation: `npm run check-isolation`. */
	operatorRoleArns: readonly string[];
	logRetentionDays: 30 | 90 | 180 | 365;
	/** Requests per second to the whole API; some routes have lower limits (rates.ts). */
	apiRate: { perSecond: number; burst: number };
	/** Concurrent batches of events in the intake, which limits how fast a backlog is written to the table. */
	intakeConcurrency: number;
	/** False for new accounts, which may run ten functions at a time and reserve none. */
	reserveConcurrency: boolean;
	/** Raise by one to seal cursors with another key: operations.md, "Rotate". */
	cursorKeyVersion: number;
	/**
	 * Versions of the key by which the API recognises CloudFront, which sends the newest. Add one, deploy, remove the old
	 * one: "Rotate".
	 */
	originKeyVersions: readonly [number, ...number[]];
	/** A table that was restored from a backup, to serve instead of the data stack's own: operations.md, "Restore". */
	restoredTable?: { name: string; streamArn: string };
	/** Whether data outlive their stack. False for temporary stages. */
	keepData: boolean;
	/** Origins of development servers that may use the login. */
	developmentOrigins: readonly string[];
	/** Tenants whose users log in with their own company's login (SAML or OIDC). */
	identityProviders: readonly TenantIdentityProvider[];
	/** Web clients in addition to the console, with the same login. */
	webClients: readonly WebClient[];
	/** Programs that call the API with credentials of their own: docs/decisions/034. */
	machines: readonly MachineClient[];
}

interface ProviderBase {
	/** Unique; lower-case words with hyphens, at most 32 characters. */
	name: string;
	/** The one tenant whose users it authenticates. */
	tenant: string;
	/**
	 * Domains of their mail addresses, in lower case, at most 40 characters each, by which the login page finds the
	 * provider.
	 */
	domains: readonly [string, ...string[]];
	/** The attribute or claim that holds the account's id. */
	accountAttribute: string;
	/** The attribute or claim that holds the mail address. */
	emailAttribute: string;
}

export type TenantIdentityProvider = ProviderBase &
	(
		| { saml: { metadataUrl: string } }
		/** `secretName`: a secret of Secrets Manager, in the stage's region, that contains the client's secret as text. */
		| { oidc: { issuerUrl: string; clientId: string; secretName: string } }
	);

interface WebClient {
	/** Unique; lower-case words with hyphens. */
	name: string;
	/** URLs that the login may redirect to, by https. Pages of these origins may call the API, and read recordings. */
	callbackUrls: readonly [string, ...string[]];
	/** URLs that a logout may redirect to. */
	logoutUrls: readonly [string, ...string[]];
}

export interface MachineClient {
	/** Unique; lower-case words with hyphens. */
	name: string;
	/** The one tenant that it works for. */
	tenant: string;
	/** Its account in that tenant. Its rights come from events (`rireki.account.saved.v1`), as for any other account. */
	account: string;
}

/** The origins of the console's pages. */
export function consoleOrigins({ domainName, developmentOrigins }: StageConfig): string[] {
	return [`https://${domainName}`, ...developmentOrigins];
}

/** Origins of pages that may call the API from another host name (CORS). */
export function foreignOrigins({ webClients }: StageConfig): string[] {
	return [...new Set(webClients.flatMap(({ callbackUrls }) => callbackUrls.map((url) => new URL(url).origin)))];
}

export type BucketKind = "recordings" | "exports" | "packs" | "trail-seals";

/** A bucket of the data stack, with a fixed name, so that policies and pages can refer to it. */
export function bucketName(kind: BucketKind, stage: string, { account }: StageConfig): string {
	return `${stackNameOf(stage)}-${kind}-${account}`;
}

/** The address of the hosted login. */
export function loginUrl({ loginPrefix, region }: StageConfig): string {
	return `https://${loginPrefix}.auth.${region}.amazoncognito.com`;
}
