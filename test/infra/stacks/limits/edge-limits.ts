import { bytes, characters, items, named, number, oneOf } from "./bounds.ts";
import { docs, type Limits, letters } from "./limit.ts";

/** Login, CloudFront and its firewall. */
export const edgeLimits: Record<string, Limits> = {
	"AWS::Cognito::UserPool": {
		source: `${docs}/cognito-user-identity-pools/latest/APIReference/API_CreateUserPool.html`,
		bounds: {
			UserPoolName: named(1, 128, /[\w\s+=,.@-]+/, "a/b"),
			"Policies.PasswordPolicy.MinimumLength": number(6, 99),
			"Policies.PasswordPolicy.TemporaryPasswordValidityDays": number(0, 365),
			Schema: items(1, 50),
			"Schema[].Name": characters(1, 20),
			"Schema[].StringAttributeConstraints.MinLength": number(0, 2048),
			"Schema[].StringAttributeConstraints.MaxLength": number(0, 2048),
			"AccountRecoverySetting.RecoveryMechanisms": items(1, 2),
			"AdminCreateUserConfig.InviteMessageTemplate.EmailMessage": named(
				6,
				20_000,
				/(?=.*\{username\}).*\{####\}.*/s,
				"no place for a {username}",
			),
			"AdminCreateUserConfig.InviteMessageTemplate.EmailSubject": characters(1, 140),
			"VerificationMessageTemplate.EmailMessage": named(6, 20_000, /.*\{####\}.*/s, "no place for a code"),
			"VerificationMessageTemplate.EmailSubject": characters(1, 140),
			EmailVerificationMessage: named(6, 20_000, /.*\{####\}.*/s, "no place for a code"),
			EmailVerificationSubject: characters(1, 140),
			SmsVerificationMessage: named(6, 140, /.*\{####\}.*/, "no place for a code"),
		},
	},
	"AWS::Cognito::UserPoolClient": {
		source: `${docs}/cognito-user-identity-pools/latest/APIReference/API_CreateUserPoolClient.html`,
		bounds: {
			ClientName: named(1, 128, /[\w\s+=,.@-]+/, "a/b"),
			"TokenValidityUnits{}": oneOf("minutes"),
			// Five minutes to a day, and an hour to ten years.
			AccessTokenValidity: number(5, 1440),
			IdTokenValidity: number(5, 1440),
			RefreshTokenValidity: number(60, 5_256_000),
			CallbackURLs: items(0, 100),
			"CallbackURLs[]": characters(1, 1024),
			LogoutURLs: items(0, 100),
			"LogoutURLs[]": characters(1, 1024),
			AllowedOAuthScopes: items(0, 50),
		},
	},
	"AWS::Cognito::UserPoolResourceServer": {
		source: `${docs}/cognito-user-identity-pools/latest/APIReference/API_CreateResourceServer.html, …_ResourceServerScopeType.html`,
		bounds: {
			Identifier: named(1, 256, /[\x21\x23-\x5B\x5D-\x7E]+/, "a b"),
			Name: named(1, 256, /[\w\s+=,.@-]+/, "a/b"),
			Scopes: items(0, 100),
			"Scopes[].ScopeName": named(1, 256, /[\x21\x23-\x2E\x30-\x5B\x5D-\x7E]+/, "a/b"),
			"Scopes[].ScopeDescription": characters(1, 256),
		},
	},
	"AWS::Cognito::UserPoolDomain": {
		source: `${docs}/cognito/latest/developerguide/cognito-user-pools-assign-domain-prefix.html`,
		bounds: { Domain: named(1, 63, /(?!.*(?:aws|amazon|cognito))[a-z0-9](?:[a-z0-9-]*[a-z0-9])?/, "my-aws-login") },
	},
	"AWS::CloudFront::Distribution": {
		source: `${docs}/AmazonCloudFront/latest/DeveloperGuide/cloudfront-limits.html, …/APIReference/API_DistributionConfig.html`,
		bounds: {
			"DistributionConfig.Comment": characters(0, 128),
			"DistributionConfig.Aliases": items(0, 100),
			"DistributionConfig.CacheBehaviors": items(0, 75),
			"DistributionConfig.CacheBehaviors[].PathPattern": characters(1, 255),
			"DistributionConfig.Origins": items(1, 100),
			"DistributionConfig.Origins[].Id": characters(1, 128),
			"DistributionConfig.Origins[].OriginCustomHeaders": items(0, 30),
			"DistributionConfig.Origins[].OriginCustomHeaders[].HeaderName": characters(1, 256),
			"DistributionConfig.Origins[].OriginCustomHeaders[].HeaderValue": characters(1, 1783),
			// CloudFront accepts a caching time for no other status codes.
			"DistributionConfig.CustomErrorResponses[].ErrorCode": oneOf(
				400,
				403,
				404,
				405,
				414,
				416,
				500,
				501,
				502,
				503,
				504,
			),
			"DistributionConfig.CustomErrorResponses[].ErrorCachingMinTTL": number(0, 31_536_000),
			"DistributionConfig.Logging.Prefix": characters(0, 256),
			"DistributionConfig.DefaultCacheBehavior.FunctionAssociations": items(0, 4),
		},
	},
	"AWS::CloudFront::Function": {
		source: `${docs}/AmazonCloudFront/latest/DeveloperGuide/cloudfront-limits.html (10 KB)`,
		bounds: {
			Name: named(1, 64, letters, "a.b"),
			"FunctionConfig.Comment": characters(0, 128),
			FunctionCode: characters(1, 10_240),
		},
	},
	"AWS::CloudFront::OriginAccessControl": {
		source: `${docs}/cloudfront/latest/APIReference/API_OriginAccessControlConfig.html`,
		bounds: { "OriginAccessControlConfig.Name": characters(1, 64) },
	},
	"AWS::CloudFront::ResponseHeadersPolicy": {
		source: `${docs}/AmazonCloudFront/latest/DeveloperGuide/cloudfront-limits.html`,
		bounds: {
			"ResponseHeadersPolicyConfig.Name": named(1, 128, letters, "a b"),
			"ResponseHeadersPolicyConfig.CustomHeadersConfig.Items": items(0, 10),
			"ResponseHeadersPolicyConfig.CustomHeadersConfig.Items[].Value": characters(0, 1783),
			"ResponseHeadersPolicyConfig.RemoveHeadersConfig.Items": items(0, 10),
			"ResponseHeadersPolicyConfig.CorsConfig.AccessControlAllowOrigins.Items[]": named(
				1,
				253,
				/https:\/\/[a-z0-9.-]+(?::\d+)?/,
				"http://localhost:5173/",
			),
			"ResponseHeadersPolicyConfig.SecurityHeadersConfig.ContentSecurityPolicy.ContentSecurityPolicy": characters(
				1,
				1783,
			),
		},
	},
	"AWS::WAFv2::WebACL": {
		source: `${docs}/waf/latest/APIReference/API_CreateWebACL.html, …_RateBasedStatement.html, …/developerguide/limits.html (bodies of 4 KB)`,
		bounds: {
			Name: named(1, 128, letters, "a.b"),
			"Rules[].Name": named(1, 128, letters, "a.b"),
			"Rules[].VisibilityConfig.MetricName": named(1, 255, /[\w#:./-]+/, "a b"),
			"Rules[].Action.Block.CustomResponse.ResponseCode": number(200, 599),
			"Rules[].Action.Block.CustomResponse.ResponseHeaders": items(0, 10),
			"Rules[].Action.Block.CustomResponse.ResponseHeaders[].Name": characters(1, 64),
			"Rules[].Action.Block.CustomResponse.ResponseHeaders[].Value": characters(1, 255),
			CustomResponseBodies: items(1, 50),
			"CustomResponseBodies{key}": named(1, 128, letters, "a.b"),
			"CustomResponseBodies{}.Content": bytes(1, 4096),
			"CustomResponseBodies{}.ContentType": oneOf("TEXT_PLAIN", "TEXT_HTML", "APPLICATION_JSON"),
			"Rules[].Statement.RateBasedStatement.Limit": number(10, 2_000_000_000),
			"Rules[].Statement.RateBasedStatement.EvaluationWindowSec": oneOf(60, 120, 300, 600),
			"Rules[].Statement.RateBasedStatement.CustomKeys": items(1, 5),
			"Rules[].Statement.ManagedRuleGroupStatement.RuleActionOverrides": items(0, 100),
		},
	},
	"AWS::WAFv2::LoggingConfiguration": {
		source: `${docs}/waf/latest/APIReference/API_LoggingConfiguration.html`,
		bounds: { LogDestinationConfigs: items(1, 1), RedactedFields: items(0, 100) },
	},
};
