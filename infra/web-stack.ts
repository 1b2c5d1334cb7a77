import { join } from "node:path";
import { CfnOutput, Duration, Stack, type StackProps } from "aws-cdk-lib";
import { Certificate } from "aws-cdk-lib/aws-certificatemanager";
import {
	AllowedMethods,
	CachedMethods,
	CachePolicy,
	Distribution,
	Function as EdgeFunction,
	FunctionCode,
	FunctionEventType,
	FunctionRuntime,
	HttpVersion,
	OriginProtocolPolicy,
	OriginRequestPolicy,
	PriceClass,
	SecurityPolicyProtocol,
	ViewerProtocolPolicy,
} from "aws-cdk-lib/aws-cloudfront";
import { HttpOrigin, S3BucketOrigin } from "aws-cdk-lib/aws-cloudfront-origins";
import type { Bucket, CfnBucket } from "aws-cdk-lib/aws-s3";
import type { Construct } from "constructs";
import { originKeyHeader } from "../shared/platform/origin-key.ts";
import { acknowledge } from "./constructs/acknowledge.ts";
import { Alarms } from "./constructs/alarms.ts";
import { type ConsoleConfig, ConsoleFiles } from "./constructs/console-files.ts";
import { Firewall } from "./constructs/firewall.ts";
import { originKey } from "./constructs/secrets.ts";
import { securityHeaders } from "./constructs/security-headers.ts";
import { edgeWatches } from "./constructs/watches.ts";
import { WebBuckets } from "./constructs/web-buckets.ts";
import { stackNameOf } from "./names.ts";
import type { StageConfig } from "./stage-config.ts";

export interface WebStackProps extends StackProps {
	stage: string;
	config: StageConfig;
	/** Host name of the HTTP API, which is in another region. */
	apiHost: string;
	/** How the console logs people in. */
	login: ConsoleConfig["oidc"];
}

/**
 * The error statuses that CloudFront caches regardless of the origin, and the only ones for which it accepts a caching
 * time.
 */
const cachedErrors = [400, 403, 404, 405, 414, 416, 500, 501, 502, 503, 504];

/**
 * One name for console and API. The stack is in us-east-1, where CloudFront requires its certificate and its firewall;
 * it contains no records.
 */
export class WebStack extends Stack {
	constructor(scope: Construct, id: string, { stage, config, apiHost, login, ...props }: WebStackProps) {
		super(scope, id, props);
		const buckets = new WebBuckets(this, "Buckets");
		const firewall = new Firewall(this, "Firewall", { stage, config });
		const api = new HttpOrigin(apiHost, {
			protocolPolicy: OriginProtocolPolicy.HTTPS_ONLY,
			customHeaders: { [originKeyHeader]: originKey(stage, config) },
		});
		const headers = securityHeaders(this, stage, config);
		const distribution = new Distribution(this, "Distribution", {
			comment: `Rireki ${stage}`,
			domainNames: [config.domainName],
			certificate: Certificate.fromCertificateArn(this, "Certificate", config.certificateArn),
			minimumProtocolVersion: SecurityPolicyProtocol.TLS_V1_2_2021,
			httpVersion: HttpVersion.HTTP2_AND_3,
			priceClass: PriceClass.PRICE_CLASS_200,
			webAclId: firewall.arn,
			// Otherwise CloudFront caches such an answer of the API for ten seconds and serves it to others.
			errorResponses: cachedErrors.map((httpStatus) => ({ httpStatus, ttl: Duration.seconds(0) })),
			enableLogging: true,
			logBucket: buckets.logs,
			logFilePrefix: "cloudfront/",
			defaultBehavior: {
				origin: S3BucketOrigin.withOriginAccessControl(buckets.console),
				viewerProtocolPolicy: ViewerProtocolPolicy.REDIRECT_TO_HTTPS,
				responseHeadersPolicy: headers.console,
				functionAssociations: [{ eventType: FunctionEventType.VIEWER_REQUEST, function: this.pagesToIndex(stage) }],
			},
			additionalBehaviors: {
				"/v1/*": {
					origin: api,
					viewerProtocolPolicy: ViewerProtocolPolicy.HTTPS_ONLY,
					allowedMethods: AllowedMethods.ALLOW_ALL,
					cachedMethods: CachedMethods.CACHE_GET_HEAD,
					cachePolicy: CachePolicy.CACHING_DISABLED,
					// All headers except Host, by which API Gateway finds the API.
					originRequestPolicy: OriginRequestPolicy.ALL_VIEWER_EXCEPT_HOST_HEADER,
					responseHeadersPolicy: headers.api,
				},
			},
		});
		new ConsoleFiles(this, "Files", { bucket: buckets.console, distribution, config: { apiBase: "/v1", oidc: login } });
		new Alarms(this, "Alarms", { stage, config, watches: edgeWatches(stage, distribution) });
		acknowledge(distribution, "Supervisors may travel, and every request carries the token of a known person.", "CFR1");
		this.acknowledgeDeployment(buckets.console);
		new CfnOutput(this, "DistributionDomain", {
			description: `${config.domainName} CNAME this`,
			value: distribution.distributionDomainName,
		});
	}

	/** CDK's own function that copies the console's files runs only during a deployment. */
	private acknowledgeDeployment(console: Bucket): void {
		const copier = this.node.children.find(({ node }) => node.id.startsWith("Custom::CDKBucketDeployment"));
		if (!copier) throw new Error("CDK no longer names its copying function like this");
		acknowledge(copier, "CDK chooses the runtime of its own function, and upgrades it.", "L1");
		acknowledge(
			copier,
			"The managed policy lets CDK's own function write its log, and nothing else.",
			"IAM4[Policy::arn:<AWS::Partition>:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole]",
		);
		acknowledge(
			copier,
			"CDK lets its own function read its bucket of assets, invalidate the page in CloudFront, and fill the " +
				"console's bucket, which holds no data.",
			...["s3:GetBucket*", "s3:GetObject*", "s3:List*", "s3:Abort*", "s3:DeleteObject*"].map(
				(action) => `IAM5[Action::${action}]`,
			),
			"IAM5[Resource::*]",
			`IAM5[Resource::arn:<AWS::Partition>:s3:::cdk-hnb659fds-assets-${this.account}-${this.region}/*]`,
			`IAM5[Resource::<${this.getLogicalId(console.node.defaultChild as CfnBucket)}.Arn>/*]`,
		);
	}

	/**
	 * The console's own addresses, such as /console/call-histories/123, are all served by its one page; the bare name
	 * redirects to it.
	 */
	private pagesToIndex(stage: string): EdgeFunction {
		return new EdgeFunction(this, "PagesToIndex", {
			functionName: `${stackNameOf(stage)}-pages-to-index`,
			runtime: FunctionRuntime.JS_2_0,
			code: FunctionCode.fromFile({ filePath: join(import.meta.dirname, "constructs/pages-to-index.js") }),
		});
	}
}
