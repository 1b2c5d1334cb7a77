import { Duration } from "aws-cdk-lib";
import {
	HeadersFrameOption,
	HeadersReferrerPolicy,
	ResponseHeadersPolicy,
	type ResponseHeadersPolicyProps,
} from "aws-cdk-lib/aws-cloudfront";
import type { Construct } from "constructs";
import { cors } from "../cors.ts";
import { bucketName, foreignOrigins, loginUrl, type StageConfig } from "../stage-config.ts";

/** What a browser may do with the console and with answers of the API. */
export function securityHeaders(scope: Construct, stage: string, config: StageConfig) {
	// Recordings are played and drawn by presigned URLs; tokens come from the hosted login. Files are opened, not
	// fetched.
	const recordings = `https://${bucketName("recordings", stage, config)}.s3.${config.region}.amazonaws.com`;
	const login = loginUrl(config);
	const policy = (id: string, contentSecurityPolicy: string, more: ResponseHeadersPolicyProps = {}) =>
		new ResponseHeadersPolicy(scope, id, {
			...more,
			securityHeadersBehavior: {
				contentSecurityPolicy: { contentSecurityPolicy, override: true },
				contentTypeOptions: { override: true },
				frameOptions: { frameOption: HeadersFrameOption.DENY, override: true },
				referrerPolicy: { referrerPolicy: HeadersReferrerPolicy.NO_REFERRER, override: true },
				strictTransportSecurity: {
					accessControlMaxAge: Duration.days(730),
					includeSubdomains: true,
					override: true,
				},
			},
			customHeadersBehavior: {
				customHeaders: [
					{ header: "permissions-policy", value: "camera=(), microphone=(), geolocation=()", override: true },
				],
			},
			removeHeaders: ["server"],
		});
	return {
		console: policy(
			"ConsoleHeaders",
			[
				"default-src 'none'",
				"script-src 'self'",
				"style-src 'self'",
				"font-src 'self'",
				"img-src 'self' data:",
				`connect-src 'self' ${recordings} ${login}`,
				`media-src 'self' ${recordings}`,
				"manifest-src 'self'",
				"base-uri 'none'",
				"form-action 'none'",
				"frame-ancestors 'none'",
			].join("; "),
		),
		api: policy("ApiHeaders", "default-src 'none'; frame-ancestors 'none'", corsHeaders(config)),
	};
}

/** Added here too, so that pages of other origins can read the gateway's own refusals. */
function corsHeaders(config: StageConfig): ResponseHeadersPolicyProps {
	const accessControlAllowOrigins = foreignOrigins(config);
	if (accessControlAllowOrigins.length === 0) return {};
	return {
		corsBehavior: {
			accessControlAllowOrigins,
			accessControlAllowCredentials: false,
			accessControlAllowMethods: [...cors.methods],
			accessControlAllowHeaders: [...cors.requestHeaders],
			accessControlExposeHeaders: [...cors.exposedHeaders],
			accessControlMaxAge: Duration.seconds(cors.maxAgeSeconds),
			originOverride: true,
		},
	};
}
