import { characters, documentSize, items, matching, named, number, oneOf, principals } from "./bounds.ts";
import { docs, type Limits, letters } from "./limit.ts";

const spoken = /[\t\n\r\x20-\x7e\xa1-\xff]*/;

/** Functions, what invokes them, and their roles. */
export const functionLimits: Record<string, Limits> = {
	"AWS::Lambda::Function": {
		source: `${docs}/lambda/latest/api/API_CreateFunction.html, …/dg/gettingstarted-limits.html`,
		bounds: {
			FunctionName: named(1, 64, letters, "a.b"),
			Description: characters(0, 256),
			Handler: named(1, 128, /\S+/, "a b"),
			MemorySize: number(128, 10_240),
			Timeout: number(1, 900),
			Layers: items(0, 5),
			Architectures: items(1, 1),
			ReservedConcurrentExecutions: number(0, 1_000_000),
			"Environment.Variables{key}": matching(
				/(?!(?:AWS_REGION|AWS_DEFAULT_REGION|_HANDLER)$)[a-zA-Z][a-zA-Z0-9_]+/,
				"AWS_REGION",
			),
		},
		unused: ["Description"],
	},
	"AWS::Lambda::LayerVersion": {
		source: `${docs}/lambda/latest/api/API_PublishLayerVersion.html`,
		bounds: { Description: characters(0, 256) },
	},
	"AWS::Lambda::EventInvokeConfig": {
		source: `${docs}/lambda/latest/api/API_PutFunctionEventInvokeConfig.html`,
		bounds: { MaximumRetryAttempts: number(0, 2), MaximumEventAgeInSeconds: number(60, 21_600) },
		unused: ["MaximumEventAgeInSeconds"],
	},
	"AWS::Lambda::EventSourceMapping": {
		source: `${docs}/lambda/latest/api/API_CreateEventSourceMapping.html, …/dg/invocation-eventfiltering.html`,
		bounds: {
			BatchSize: number(1, 10_000),
			MaximumBatchingWindowInSeconds: number(0, 300),
			MaximumRetryAttempts: number(-1, 10_000),
			FunctionResponseTypes: items(0, 1),
			"FilterCriteria.Filters": items(1, 5),
			"FilterCriteria.Filters[].Pattern": characters(0, 4096),
			"ScalingConfig.MaximumConcurrency": number(2, 1000),
		},
		unused: ["MaximumBatchingWindowInSeconds"],
	},
	"AWS::Lambda::Permission": {
		source: `${docs}/lambda/latest/api/API_AddPermission.html`,
		bounds: { Action: matching(/lambda:(\*|[a-zA-Z]+)/, "s3:GetObject"), Principal: matching(/\S+/, "a b") },
	},
	"AWS::SQS::Queue": {
		source: `${docs}/AWSSimpleQueueService/latest/APIReference/API_SetQueueAttributes.html`,
		bounds: {
			QueueName: named(1, 80, letters, "a.b"),
			VisibilityTimeout: number(0, 43_200),
			MessageRetentionPeriod: number(60, 1_209_600),
			MaximumMessageSize: number(1024, 1_048_576),
			"RedrivePolicy.maxReceiveCount": number(1, 1000),
		},
	},
	"AWS::SQS::QueuePolicy": {
		source: `${docs}/AWSSimpleQueueService/latest/SQSDeveloperGuide/quotas-policies.html (8 KB, 20 statements, 50 principals)`,
		bounds: {
			PolicyDocument: documentSize(8192),
			"PolicyDocument.Statement": items(1, 20),
			"PolicyDocument.Statement[].Principal.AWS": principals(50),
		},
	},
	"AWS::Events::EventBus": {
		source: `${docs}/eventbridge/latest/APIReference/API_CreateEventBus.html`,
		bounds: { Name: named(1, 256, /[/.\-_A-Za-z0-9]+/, "a b") },
	},
	"AWS::Events::Rule": {
		source: `${docs}/eventbridge/latest/APIReference/API_PutRule.html, …_PutTargets.html, …/userguide/eb-quota.html`,
		bounds: {
			Name: named(1, 64, /[.\-_A-Za-z0-9]+/, "a b"),
			Description: characters(0, 512),
			EventPattern: documentSize(2048),
			ScheduleExpression: named(
				0,
				256,
				/rate\((?:1 (?:minute|hour|day)|(?!1 )[1-9]\d* (?:minutes|hours|days))\)|cron\(\S+(?: \S+){5}\)/,
				"rate(1 minutes)",
			),
			Targets: items(1, 5),
			"Targets[].Id": named(1, 64, /[.\-_A-Za-z0-9]+/, "a b"),
			"Targets[].RetryPolicy.MaximumRetryAttempts": number(0, 185),
			"Targets[].RetryPolicy.MaximumEventAgeInSeconds": number(60, 86_400),
		},
		unused: ["Name"],
	},
	"AWS::StepFunctions::StateMachine": {
		source: `${docs}/step-functions/latest/apireference/API_CreateStateMachine.html`,
		bounds: { StateMachineName: named(1, 80, letters, "a b"), "LoggingConfiguration.Destinations": items(1, 1) },
	},
	"AWS::ApiGatewayV2::Api": {
		source: `${docs}/apigateway/latest/developerguide/api-gateway-basic-concept.html, …/http-api-quotas.html`,
		bounds: { Name: characters(1, 128) },
	},
	"AWS::ApiGatewayV2::Authorizer": {
		source: `${docs}/apigateway/latest/developerguide/http-api-quotas.html`,
		bounds: { Name: characters(1, 128), IdentitySource: items(1, 1), "JwtConfiguration.Audience": items(1, 50) },
	},
	"AWS::ApiGatewayV2::Integration": {
		source: `${docs}/apigatewayv2/latest/api-reference/apis-apiid-integrations.html`,
		bounds: { TimeoutInMillis: number(50, 30_000), PayloadFormatVersion: oneOf("1.0", "2.0") },
		unused: ["TimeoutInMillis"],
	},
	"AWS::ApiGatewayV2::Route": {
		source: `${docs}/apigateway/latest/developerguide/http-api-develop-routes.html`,
		bounds: {
			RouteKey: named(
				1,
				512,
				/\$default|(?:GET|PUT|POST|PATCH|DELETE|HEAD|OPTIONS|ANY) (?:\/(?:[\w.~-]+|\{[\w.-]+\+?\}))+/,
				"GET /v1/{a b}",
			),
		},
	},
	"AWS::ApiGatewayV2::Stage": {
		source: `${docs}/apigateway/latest/developerguide/http-api-quotas.html (the log's format 3 KB, 10,000 requests a second, bursts of 5,000)`,
		bounds: {
			StageName: named(1, 128, /\$default|[\w-]+/, "a b"),
			"AccessLogSettings.Format": characters(1, 3072),
			"DefaultRouteSettings.ThrottlingRateLimit": number(0, 10_000),
			"DefaultRouteSettings.ThrottlingBurstLimit": number(0, 5000),
			"RouteSettings{}.ThrottlingRateLimit": number(0, 10_000),
			"RouteSettings{}.ThrottlingBurstLimit": number(0, 5000),
		},
	},
	"AWS::IAM::Role": {
		source: `${docs}/IAM/latest/APIReference/API_CreateRole.html, …/UserGuide/reference_iam-quotas.html`,
		bounds: {
			RoleName: named(1, 64, /[\w+=,.@-]+/, "a b"),
			Description: named(0, 1000, spoken, "日本語"),
			MaxSessionDuration: number(3600, 43_200),
			AssumeRolePolicyDocument: documentSize(2048),
			ManagedPolicyArns: items(0, 10),
			"Policies[].PolicyName": named(1, 128, /[\w+=,.@-]+/, "a b"),
			"Policies[].PolicyDocument": documentSize(10_240),
		},
		unused: ["RoleName", "MaxSessionDuration"],
	},
	"AWS::IAM::Policy": {
		source: `${docs}/IAM/latest/APIReference/API_PutRolePolicy.html, …/UserGuide/reference_iam-quotas.html`,
		bounds: { PolicyName: named(1, 128, /[\w+=,.@-]+/, "a b"), PolicyDocument: documentSize(10_240) },
	},
};
