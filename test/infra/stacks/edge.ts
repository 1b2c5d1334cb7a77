import { expect, it } from "vitest";
import type { ConsoleConfig } from "../../../infra/constructs/console-files.ts";
import { firewallAnswers } from "../../../infra/gateway-answers.ts";
import { type StackTemplate, text } from "./synthesized.ts";

export function describeIdentity(stack: () => StackTemplate): void {
	const pool = () => stack().ofType("AWS::Cognito::UserPool")[0];

	it("accepts no sign-ups, requires a second factor, and keeps its users", () => {
		expect(pool()).toMatchObject({
			deletionPolicy: "Retain",
			properties: {
				AdminCreateUserConfig: { AllowAdminCreateUserOnly: true },
				MfaConfiguration: "ON",
				EnabledMfas: ["SOFTWARE_TOKEN_MFA"],
				DeletionProtection: "ACTIVE",
				UserPoolAddOns: { AdvancedSecurityMode: "ENFORCED" },
			},
		});
	});

	it("fixes each user's tenant and account, and lets the console write the mail address only", () => {
		const attributes = Object.fromEntries(
			pool()?.properties.Schema.map(({ Name, Mutable }: { Name: string; Mutable: boolean }) => [Name, Mutable]),
		);
		expect(attributes).toMatchObject({ tenant: false, account: false });
		const [client, ...others] = stack().ofType("AWS::Cognito::UserPoolClient");
		expect(others).toEqual([]);
		expect(client?.properties).toMatchObject({
			GenerateSecret: false,
			ExplicitAuthFlows: ["ALLOW_REFRESH_TOKEN_AUTH"],
			AllowedOAuthFlows: ["code"],
			AllowedOAuthScopes: ["openid"],
			CallbackURLs: ["https://rireki.example.com/console/"],
			LogoutURLs: ["https://rireki.example.com/console/"],
			WriteAttributes: ["email"],
		});
	});

	it("sends mail from the product's own domain, in Japanese", () => {
		const { EmailConfiguration, AdminCreateUserConfig, EmailVerificationMessage } = pool()?.properties ?? {};
		expect(EmailConfiguration).toMatchObject({
			EmailSendingAccount: "DEVELOPER",
			From: "Rireki <no-reply@rireki.example.com>",
			ConfigurationSet: "rireki-prod",
		});
		expect(text(EmailConfiguration.SourceArn)).toMatch(
			/:ses:ap-northeast-1:222222222222:identity\/rireki\.example\.com$/,
		);
		const { EmailMessage, EmailSubject } = AdminCreateUserConfig.InviteMessageTemplate;
		expect(EmailMessage).toMatch(
			/ユーザー名：\{username\}.*仮パスワード：\{####\}.*https:\/\/rireki\.example\.com\/console\//s,
		);
		expect(EmailMessage).toContain(`${pool()?.properties.Policies.PasswordPolicy.TemporaryPasswordValidityDays}日間`);
		expect([EmailSubject, EmailVerificationMessage]).toEqual([
			expect.stringContaining("お知らせ"),
			expect.stringContaining("{####}"),
		]);
	});

	it("uses the trigger version that adds claims to the access tokens of people and of machines", () => {
		expect(pool()?.properties.LambdaConfig.PreTokenGenerationConfig.LambdaVersion).toBe("V3_0");
	});
}

export function describeWeb(stack: () => StackTemplate, loginOf: () => ConsoleConfig["oidc"]): void {
	const distribution = () => stack().ofType("AWS::CloudFront::Distribution")[0]?.properties.DistributionConfig;

	it("serves the console from a bucket that only CloudFront reads", () => {
		for (const { id, properties } of stack().ofType("AWS::S3::Bucket")) {
			expect(Object.values(properties.PublicAccessBlockConfiguration), id).toEqual([true, true, true, true]);
			expect(properties.BucketEncryption, id).toBeDefined();
		}
		const allowed = stack()
			.ofType("AWS::S3::BucketPolicy")
			.flatMap(({ properties }) => properties.PolicyDocument.Statement)
			.filter(({ Effect, Action }) => Effect === "Allow" && [Action].flat().includes("s3:GetObject"));
		expect(allowed).toHaveLength(1);
		expect(allowed[0].Principal).toEqual({ Service: "cloudfront.amazonaws.com" });
		expect(allowed[0].Condition.StringEquals["AWS:SourceArn"]).toBeDefined();
	});

	it("serves the API under the same name, by HTTPS only, and caches none of it", () => {
		expect(distribution().Aliases).toEqual(["rireki.example.com"]);
		expect(distribution().ViewerCertificate.MinimumProtocolVersion).toBe("TLSv1.2_2021");
		expect(distribution().CacheBehaviors).toEqual([
			expect.objectContaining({
				PathPattern: "/v1/*",
				ViewerProtocolPolicy: "https-only",
				// CachingDisabled, by Amazon's id.
				CachePolicyId: "4135ea2d-6df8-44a3-9df3-4b5a84be39ad",
				AllowedMethods: expect.arrayContaining(["GET", "POST", "PATCH", "PUT", "DELETE"]),
			}),
		]);
	});

	it("caches no error, which may not concern the next caller", () => {
		const kept = distribution().CustomErrorResponses.map((response: { ErrorCode: number }) => response.ErrorCode);
		expect(kept).toEqual(expect.arrayContaining([404, 405, 414, 500, 501, 502, 503, 504]));
		for (const response of distribution().CustomErrorResponses) {
			expect(response).toEqual({ ErrorCode: expect.any(Number), ErrorCachingMinTTL: 0 });
		}
	});

	it("sends the API the origin key, in place of any header of that name from a browser", () => {
		const [api, ...others] = distribution().Origins.filter((origin: object) => "CustomOriginConfig" in origin);
		expect(others).toEqual([]);
		const [header] = api.OriginCustomHeaders;
		expect(header.HeaderName).toBe("x-origin-key");
		expect(header.HeaderValue).toBe("{{resolve:secretsmanager:rireki-prod-origin-key-1:SecretString:::}}");
	});

	it("sends the console to the hosted login, which its content security policy lets it call", () => {
		const deployments = stack()
			.ofType("Custom::CDKBucketDeployment")
			.map(({ properties }) => properties);
		expect(deployments.map(({ DestinationBucketKeyPrefix }) => DestinationBucketKeyPrefix)).toEqual([
			"console/",
			"console/",
		]);
		const policies = stack().ofType("AWS::CloudFront::ResponseHeadersPolicy");
		const policy = JSON.stringify(policies.map(({ properties }) => properties));
		const login = "https://rireki-example.auth.ap-northeast-1.amazoncognito.com";
		const recordings = "https://rireki-prod-recordings-222222222222.s3.ap-northeast-1.amazonaws.com";
		expect(policy).toContain(`connect-src 'self' ${recordings} ${login};`);
		expect(policy).toContain(`media-src 'self' ${recordings};`);
		const { metadata } = loginOf();
		for (const name of ["authorization_endpoint", "token_endpoint", "end_session_endpoint"]) {
			expect(metadata[name]).toMatch(new RegExp(`^${login}/`));
		}
	});

	it("has files named by their content cached for a year, and the page and config.json always revalidated", () => {
		const [assets, page] = stack()
			.ofType("Custom::CDKBucketDeployment")
			.map(({ properties }) => properties);
		expect(assets?.SystemMetadata).toEqual({ "cache-control": "public, max-age=31536000, immutable" });
		expect(page?.SystemMetadata).toEqual({ "cache-control": "no-cache" });
		// The page's own files, and config.json, whose client and pool only CloudFormation knows.
		expect(page?.SourceObjectKeys).toHaveLength(2);
		expect(JSON.stringify(page?.SourceMarkers)).toContain("rirekiprodidentityapnortheast1RefUserPoolConsole");
	});

	it("serves the console's page at its own addresses, redirects others there, and leaves the API's alone", () => {
		const [edge] = stack().ofType("AWS::CloudFront::Function");
		const answer = new Function("event", `${edge?.properties.FunctionCode}; return handler(event);`);
		const ask = (uri: string) => answer({ request: { uri } });
		expect(ask("/console/call-histories/1")).toEqual({ uri: "/console/index.html" });
		expect(ask("/console/call-histories/j-1.js")).toEqual({ uri: "/console/index.html" });
		expect(ask("/console/assets/index-DwJ75xkX.js")).toEqual({ uri: "/console/assets/index-DwJ75xkX.js" });
		expect(ask("/console/")).toEqual({ uri: "/console/index.html" });
		expect(ask("/console/config.json")).toEqual({ uri: "/console/config.json" });
		expect(ask("/")).toMatchObject({ statusCode: 302, headers: { location: { value: "/console/" } } });
		expect(ask("/console")).toMatchObject({ statusCode: 302 });
		expect(distribution().DefaultCacheBehavior.FunctionAssociations).toHaveLength(1);
		for (const behavior of distribution().CacheBehaviors) expect(behavior.FunctionAssociations).toBeUndefined();
	});

	it("sends security headers with every answer", () => {
		const policies = stack().ofType("AWS::CloudFront::ResponseHeadersPolicy");
		expect(policies).toHaveLength(2);
		for (const { properties } of policies) {
			const headers = properties.ResponseHeadersPolicyConfig.SecurityHeadersConfig;
			expect(headers.ContentSecurityPolicy.ContentSecurityPolicy).toMatch(/default-src 'none'.*frame-ancestors 'none'/);
			expect(headers.ContentSecurityPolicy.ContentSecurityPolicy).not.toMatch(/unsafe|\*;|\* /);
			expect(headers.StrictTransportSecurity).toMatchObject({ AccessControlMaxAgeSec: 63_072_000 });
			expect(headers.FrameOptions.FrameOption).toBe("DENY");
		}
		const { DefaultCacheBehavior, CacheBehaviors } = distribution();
		for (const behavior of [DefaultCacheBehavior, ...CacheBehaviors]) {
			expect(policies.map(({ id }) => id)).toContain(behavior.ResponseHeadersPolicyId.Ref);
		}
	});

	it("stands behind a firewall with managed rules and rate limits", () => {
		const [acl] = stack().ofType("AWS::WAFv2::WebACL");
		expect(distribution().WebACLId).toEqual({ "Fn::GetAtt": [acl?.id, "Arn"] });
		expect(acl?.properties.Scope).toBe("CLOUDFRONT");
		const rules = acl?.properties.Rules ?? [];
		expect(rules.map(({ Name }: { Name: string }) => Name)).toEqual([
			"AWSManagedRulesAmazonIpReputationList",
			"AWSManagedRulesKnownBadInputsRuleSet",
			"AWSManagedRulesCommonRuleSet",
			"rate-by-address",
			"rate-by-token",
			"bearer-only",
		]);
		const byToken = rules[4].Statement.RateBasedStatement;
		const spell = (header: string) => spelling(header, byToken.CustomKeys[0].Header.TextTransformations);
		expect(new Set(["Bearer aB.c", "bearer aB.c", "BEARER  aB.c", "Bearer\taB.c"].map(spell)).size).toBe(1);
		expect(spell("Bearer aB.c")).not.toBe(spell("Bearer aB.d"));
		// A token without its scheme is refused, or it would count as another caller. Requests without a token pass.
		const refuses = (header: string | undefined) => matches(rules[5].Statement, header);
		expect(["aB.c", "aB.c Bearer", "Bearer", "Basic x"].map(refuses)).toEqual([true, true, true, true]);
		expect([undefined, "Bearer aB.c", "bearer  aB.c", "BEARER\taB.c"].map(refuses)).toEqual([
			false,
			false,
			false,
			false,
		]);
		const readByAnyPage = [
			{ Name: "access-control-allow-origin", Value: "*" },
			{ Name: "access-control-expose-headers", Value: "retry-after" },
		];
		for (const { Action } of [rules[3], rules[4]]) {
			expect(Action.Block.CustomResponse).toEqual({
				ResponseCode: 429,
				CustomResponseBodyKey: "too-many-requests",
				ResponseHeaders: [{ Name: "retry-after", Value: "60" }, ...readByAnyPage],
			});
		}
		const { CustomResponseBodies } = acl?.properties ?? {};
		expect(rules[5].Action.Block.CustomResponse).toEqual({
			ResponseCode: 401,
			CustomResponseBodyKey: "unauthorized",
			ResponseHeaders: readByAnyPage,
		});
		for (const [key, answer] of Object.entries(firewallAnswers)) {
			const { Content, ContentType } = CustomResponseBodies[key];
			expect([JSON.parse(Content), ContentType]).toEqual([answer, "APPLICATION_JSON"]);
		}
		const { ManagedRuleGroupStatement } = rules[2].Statement;
		// A search of 2 KB in the console's address must not be blocked as an attack.
		expect(ManagedRuleGroupStatement.RuleActionOverrides).toContainEqual({
			Name: "SizeRestrictions_QUERYSTRING",
			ActionToUse: { Count: {} },
		});
		const [logging] = stack().ofType("AWS::WAFv2::LoggingConfiguration");
		expect(logging?.properties.RedactedFields).toEqual([{ SingleHeader: { Name: "authorization" } }]);
	});
}

/** A text after WAF's transformations. */
function spelling(text: string, transformations: { Priority: number; Type: string }[]): string {
	const steps: Record<string, (text: string) => string> = {
		NONE: (text) => text,
		LOWERCASE: (text) => text.toLowerCase(),
		COMPRESS_WHITE_SPACE: (text) => text.replace(/\s+/g, " "),
	};
	const inOrder = transformations.toSorted((a, b) => a.Priority - b.Priority);
	return inOrder.reduce((spelt, { Type }) => (steps[Type] as (text: string) => string)(spelt), text);
}

/** Whether a header matches a statement of WAF; a missing one matches nothing. */
// biome-ignore lint/suspicious/noExplicitAny: a synthesized statement of any kind
function matches(statement: any, header: string | undefined): boolean {
	if (statement.AndStatement) return statement.AndStatement.Statements.every((one: unknown) => matches(one, header));
	if (statement.NotStatement) return !matches(statement.NotStatement.Statement, header);
	const { TextTransformations, SearchString, Size } = statement.ByteMatchStatement ?? statement.SizeConstraintStatement;
	if (header === undefined) return false;
	const spelt = spelling(header, TextTransformations);
	return SearchString === undefined ? spelt.length > Size : spelt.startsWith(SearchString);
}
