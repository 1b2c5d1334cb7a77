import { ArnFormat, RemovalPolicy } from "aws-cdk-lib";
import { LogGroup } from "aws-cdk-lib/aws-logs";
import { CfnLoggingConfiguration, CfnWebACL } from "aws-cdk-lib/aws-wafv2";
import { Construct } from "constructs";
import { firewallAnswers, firewallRetryAfter } from "../gateway-answers.ts";
import { stackNameOf } from "../names.ts";
import { firewallLimits } from "../rates.ts";
import type { StageConfig } from "../stage-config.ts";

/**
 * Makes `Bearer T`, `bearer  T` and `BEARER\tT` the same text. Two different tokens do not differ in case alone,
 * because of their signatures.
 */
const oneSpelling = [
	{ priority: 0, type: "COMPRESS_WHITE_SPACE" },
	{ priority: 1, type: "LOWERCASE" },
];
const authorization = { singleHeader: { Name: "authorization" } };

/**
 * A long list of conditions, or a memo that quotes a customer, would be mistaken for an attack: in a body, and in the
 * console's address, which contains the search. Bodies are validated by schemas, and only the browser reads the
 * console's address.
 */
const countOnly = ["CrossSiteScripting", "GenericRFI", "GenericLFI"]
	.flatMap((rule) => [`${rule}_BODY`, `${rule}_QUERYARGUMENTS`])
	.concat("SizeRestrictions_BODY", "SizeRestrictions_QUERYSTRING");

const withoutScheme: CfnWebACL.StatementProperty = {
	andStatement: {
		statements: [
			{
				sizeConstraintStatement: {
					fieldToMatch: authorization,
					comparisonOperator: "GT",
					size: 0,
					textTransformations: [{ priority: 0, type: "NONE" }],
				},
			},
			{
				notStatement: {
					statement: {
						byteMatchStatement: {
							fieldToMatch: authorization,
							positionalConstraint: "STARTS_WITH",
							searchString: "bearer ",
							textTransformations: oneSpelling,
						},
					},
				},
			},
		],
	},
};

export class Firewall extends Construct {
	readonly arn: string;

	constructor(scope: Construct, id: string, { stage, config }: { stage: string; config: StageConfig }) {
		super(scope, id);
		const rules: Omit<CfnWebACL.RuleProperty, "priority" | "visibilityConfig">[] = [
			managed("AWSManagedRulesAmazonIpReputationList"),
			managed("AWSManagedRulesKnownBadInputsRuleSet"),
			managed("AWSManagedRulesCommonRuleSet", countOnly),
			limit("rate-by-address", { limit: firewallLimits.perAddress, aggregateKeyType: "IP" }),
			limit("rate-by-token", {
				limit: firewallLimits.perToken,
				aggregateKeyType: "CUSTOM_KEYS",
				customKeys: [{ header: { name: "authorization", textTransformations: oneSpelling } }],
			}),
			// API Gateway also accepts a token without a scheme: a second spelling, which would be counted separately.
			{ name: "bearer-only", action: answered("unauthorized", 401), statement: withoutScheme },
		];
		const acl = new CfnWebACL(this, "Acl", {
			name: stackNameOf(stage),
			scope: "CLOUDFRONT",
			defaultAction: { allow: {} },
			visibilityConfig: visibility(stackNameOf(stage)),
			customResponseBodies: Object.fromEntries(
				Object.entries(firewallAnswers).map(([key, answer]) => [
					key,
					{ content: JSON.stringify(answer), contentType: "APPLICATION_JSON" },
				]),
			),
			rules: rules.map((rule, priority) => ({ ...rule, priority, visibilityConfig: visibility(rule.name) })),
		});
		this.arn = acl.attrArn;

		const logs = new LogGroup(this, "Logs", {
			// WAF allows no other prefix.
			logGroupName: `aws-waf-logs-${stackNameOf(stage)}`,
			retention: config.logRetentionDays,
			removalPolicy: RemovalPolicy.DESTROY,
		});
		new CfnLoggingConfiguration(this, "Logging", {
			resourceArn: acl.attrArn,
			// Without the `:*` that the attribute ends with.
			logDestinationConfigs: [
				logs.stack.formatArn({
					service: "logs",
					resource: "log-group",
					resourceName: logs.logGroupName,
					arnFormat: ArnFormat.COLON_RESOURCE_NAME,
				}),
			],
			redactedFields: [authorization],
			loggingFilter: {
				DefaultBehavior: "DROP",
				Filters: [
					{
						Behavior: "KEEP",
						Requirement: "MEETS_ANY",
						Conditions: [{ ActionCondition: { Action: "BLOCK" } }, { ActionCondition: { Action: "COUNT" } }],
					},
				],
			},
		});
	}
}

function managed(name: string, counted: string[] = []) {
	const ruleActionOverrides = counted.map((rule) => ({ name: rule, actionToUse: { count: {} } }));
	return {
		name,
		overrideAction: { none: {} },
		statement: { managedRuleGroupStatement: { vendorName: "AWS", name, ruleActionOverrides } },
	};
}

function limit(name: string, rate: Omit<CfnWebACL.RateBasedStatementProperty, "evaluationWindowSec">) {
	return {
		name,
		action: answered("too-many-requests", 429, [{ name: "retry-after", value: firewallRetryAfter }]),
		statement: { rateBasedStatement: { ...rate, evaluationWindowSec: 300 } },
	};
}

/** Blocks a request with our own answer. */
function answered(
	customResponseBodyKey: keyof typeof firewallAnswers,
	responseCode: number,
	headers: CfnWebACL.CustomHTTPHeaderProperty[] = [],
): CfnWebACL.RuleActionProperty {
	const responseHeaders = [...headers, ...forAnyPage];
	return { block: { customResponse: { responseCode, customResponseBodyKey, responseHeaders } } };
}

/**
 * The firewall's answers are the same for everybody and contain no secret, so a page of any origin may read why it was
 * refused.
 */
const forAnyPage = [
	{ name: "access-control-allow-origin", value: "*" },
	{ name: "access-control-expose-headers", value: "retry-after" },
];

function visibility(metricName: string): CfnWebACL.VisibilityConfigProperty {
	return { metricName, cloudWatchMetricsEnabled: true, sampledRequestsEnabled: false };
}
