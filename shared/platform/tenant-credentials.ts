import { defaultProvider } from "@aws-sdk/credential-provider-node";
import { Sha256 } from "@smithy/core/checksum";
import { HttpRequest } from "@smithy/core/protocols";
import { SignatureV4 } from "@smithy/signature-v4";
import type { AwsCredentialIdentity } from "@smithy/types";
import { AppError } from "./errors.ts";
import { BoundedHttpHandler, type TimeLimits } from "./http.ts";
import { log } from "./logger.ts";
import { measure } from "./metrics.ts";
import { backOff } from "./pause.ts";
import { kept, provider } from "./provider.ts";
import { currentScope } from "./scope.ts";
import { apart } from "./time-limit.ts";

/** The credentials of the role for the current {@link currentScope scope}'s tenant. */
export type TenantCredentials = () => Promise<AwsCredentialIdentity>;

interface Options {
	region: string;
	roleArn: string;
	/** Instead of the region's STS. */
	endpoint?: string | undefined;
	now?: () => number;
	limits?: TimeLimits;
}

const timeLimits: TimeLimits = { idleMs: 2000, answerMs: 2000, callMs: 10_000 };

/** AWS allows no more for a role that is assumed by another role. */
const sessionSeconds = 3600;
/**
 * A URL expires with the session that signed it, and the URL of a recording has to be valid for a quarter of an hour.
 */
const leftMs = 20 * 60_000;
/** Tenants that one function remembers; beyond that, the oldest is forgotten. */
const maxTenants = 500;

/**
 * Assumes a role with the tenant as its session tag, about once an hour for each tenant. The role's policy
 * (infra/constructs/permissions.ts) defines what it may access; this only names the tenant. The request is signed by
 * hand, as the SDK's client for STS would add 150 KB for it.
 */
export function createTenantCredentials(options: Options): TenantCredentials {
	const { region, roleArn, endpoint, now = Date.now, limits = timeLimits } = options;
	const url = new URL(endpoint ?? `https://sts.${region}.amazonaws.com/`);
	const signer = new SignatureV4({ service: "sts", region, credentials: defaultProvider(), sha256: Sha256 });
	const http = new BoundedHttpHandler(limits);
	const sessions = new Map<string, { usableUntil: number; identity: Promise<AwsCredentialIdentity> }>();

	return async () => {
		const tenantId = currentScope()?.tenantId;
		if (!tenantId) throw new Error("a tenant's data were requested without a tenant");
		const known = sessions.get(tenantId);
		if (known && now() < known.usableUntil) return known.identity;

		// Other requests of the tenant wait for it too, so it has its own time limit, not that of the first to ask.
		const identity = apart(limits.callMs, () => assumeRole(tenantId));
		const session = { usableUntil: now() + sessionSeconds * 1000 - leftMs, identity };
		sessions.delete(tenantId);
		sessions.set(tenantId, session);
		const [oldest] = sessions.keys();
		if (sessions.size > maxTenants && oldest !== undefined) sessions.delete(oldest);
		// Failures are not cached: the next request tries again.
		session.identity.catch(() => sessions.get(tenantId) === session && sessions.delete(tenantId));
		return session.identity;
	};

	async function assumeRole(tenantId: string): Promise<AwsCredentialIdentity> {
		const started = performance.now();
		for (let attempt = 1; ; attempt++) {
			const { status, body } = await post(form(roleArn, tenantId));
			if (status === 200) {
				measure("tenant role assumed", { TenantSessionMilliseconds: performance.now() - started });
				return credentialsIn(body);
			}
			const code = elementOf(body, "Code");
			const again = status === 0 || status >= 500 || code === "Throttling";
			log(again ? "warn" : "error", "role not assumed", { status, code, attempt });
			if (!again) throw new Error(`STS answered ${status} ${code ?? ""} for the role of a tenant`);
			if (attempt === 3) throw new AppError("tenant-role-unavailable", `STS answered ${status}`);
			await backOff(attempt, 100);
		}
	}

	/** Status 0 if there was no answer. */
	async function post(body: string): Promise<{ status: number; body: string }> {
		const request = new HttpRequest({
			method: "POST",
			protocol: url.protocol,
			hostname: url.hostname,
			...(url.port ? { port: Number(url.port) } : {}),
			path: url.pathname,
			headers: { host: url.host, "content-type": "application/x-www-form-urlencoded" },
			body,
		});
		try {
			const { response } = await http.handle((await signer.sign(request)) as HttpRequest);
			const chunks: Buffer[] = [];
			for await (const chunk of response.body) chunks.push(chunk);
			return { status: response.statusCode, body: Buffer.concat(chunks).toString("utf8") };
		} catch (error) {
			log("warn", "no answer from STS", { error });
			return { status: 0, body: "" };
		}
	}
}

/**
 * A client's `signer`, which signs each request for the tenant that it is made for. If these were the client's
 * `credentials`, it would use the first tenant's for everybody. S3 needs unescaped paths: `uriEscapePath: false`.
 */
export function tenantSigner(options: {
	service: "dynamodb" | "s3";
	region: string;
	tenantCredentials: TenantCredentials;
	uriEscapePath?: boolean;
}): () => Promise<SignatureV4> {
	const { tenantCredentials, ...signing } = options;
	return async () => new SignatureV4({ ...signing, credentials: await tenantCredentials(), sha256: Sha256 });
}

function form(roleArn: string, tenantId: string): string {
	return new URLSearchParams({
		Action: "AssumeRole",
		Version: "2011-06-15",
		RoleArn: roleArn,
		RoleSessionName: "rireki",
		DurationSeconds: String(sessionSeconds),
		"Tags.member.1.Key": "tenant",
		"Tags.member.1.Value": tenantId,
	}).toString();
}

function credentialsIn(body: string): AwsCredentialIdentity {
	const accessKeyId = elementOf(body, "AccessKeyId");
	const secretAccessKey = elementOf(body, "SecretAccessKey");
	const sessionToken = elementOf(body, "SessionToken");
	if (!accessKeyId || !secretAccessKey || !sessionToken) throw new Error("STS answered without credentials");
	return { accessKeyId, secretAccessKey, sessionToken };
}

/** The text of an element of STS's XML. The elements read here have no attributes and no entities. */
function elementOf(xml: string, name: string): string | undefined {
	return new RegExp(`<${name}>([^<]*)</${name}>`).exec(xml)?.[1]?.trim();
}

/**
 * One for each role, so that a function's table and files share its tenants' sessions. Without a role, the function's
 * own rights apply.
 */
export const tenantCredentials = kept(
	provider(["AWS_REGION", "TENANT_ROLE_ARN", "STS_ENDPOINT"], (env): TenantCredentials | undefined => {
		const { AWS_REGION: region, TENANT_ROLE_ARN: roleArn, STS_ENDPOINT: endpoint } = env;
		return roleArn ? createTenantCredentials({ region, roleArn, endpoint }) : undefined;
	}),
);
