import { expect, it } from "vitest";
import { stages } from "../../../infra/config.ts";
import { functions } from "../../../infra/functions.ts";
import { queueSpec, retentionPeriodSeconds } from "../../../infra/queues.ts";
import { routes } from "../../../infra/routes.ts";
import { lambdasOf } from "./lambdas.ts";
import { policyOf, type StackTemplate, text } from "./synthesized.ts";

export function describeService(stack: () => StackTemplate): void {
	it("runs every function on Node 24, arm64, traced, with a log kept for a year", () => {
		const logs = new Map(
			stack()
				.ofType("AWS::Logs::LogGroup")
				.map(({ id, properties }) => [id, properties]),
		);
		const deployed = lambdasOf(stack());
		expect(deployed).toHaveLength(Object.keys(functions).length - 1);
		for (const { name, properties } of deployed) {
			expect(properties, name).toMatchObject({
				Runtime: "nodejs24.x",
				Architectures: ["arm64"],
				Handler: "index.handler",
				TracingConfig: { Mode: "Active" },
				MemorySize: functions[name].memoryMb,
				Timeout: functions[name].timeoutSeconds,
			});
			expect(logs.get(properties.LoggingConfig.LogGroup.Ref), name).toMatchObject({ RetentionInDays: 365 });
		}
		for (const [id, { RetentionInDays }] of logs) expect(RetentionInDays, id).toBe(365);
	});

	it("reserves concurrency only where the table of functions says so", () => {
		const reserved = lambdasOf(stack()).flatMap(({ name, properties: { ReservedConcurrentExecutions: share } }) =>
			share === undefined ? [] : [[name, share]],
		);
		expect(Object.fromEntries(reserved)).toEqual({
			"api/search-call-histories": 100,
			"workflow/export-partition": 40,
			"events/sweep": 1,
			"events/pack": 5,
		});
	});

	it("serves every route, and none without a token of the user pool", () => {
		const made = stack().ofType("AWS::ApiGatewayV2::Route");
		expect(made.map(({ properties }) => properties.RouteKey).toSorted()).toEqual(
			routes.map(({ method, path }) => `${method} ${path}`).toSorted(),
		);
		const [authorizer, ...others] = stack().ofType("AWS::ApiGatewayV2::Authorizer");
		expect(others).toEqual([]);
		expect(authorizer?.properties.AuthorizerType).toBe("JWT");
		expect(authorizer?.properties.JwtConfiguration.Audience).toHaveLength(1);
		expect(text(authorizer?.properties.JwtConfiguration.Issuer)).toMatch(
			/^https:\/\/cognito-idp\.ap-northeast-1\.amazonaws\.com\/rireki-prod-identity:/,
		);
		for (const { properties } of made) {
			expect(properties, properties.RouteKey).toMatchObject({
				AuthorizationType: "JWT",
				AuthorizerId: { Ref: authorizer?.id },
			});
		}
	});

	it("limits the rate of the API, and of searches more strictly, and logs every request with its request id", () => {
		const [stage] = stack().ofType("AWS::ApiGatewayV2::Stage");
		expect(stage?.properties.DefaultRouteSettings).toMatchObject({
			ThrottlingRateLimit: 300,
			ThrottlingBurstLimit: 600,
		});
		expect(stage?.properties.RouteSettings["POST /v1/call-histories/search"]).toMatchObject({
			ThrottlingRateLimit: 50,
		});
		// These are limited for each account: in a shared limit, one account could use up the others' share.
		for (const route of ["POST /v1/async-searches", "POST /v1/me/email/test", "PUT /v1/me/email"]) {
			expect(stage?.properties.RouteSettings, route).not.toHaveProperty([route]);
		}
		expect(JSON.parse(stage?.properties.AccessLogSettings.Format)).toMatchObject({ requestId: "$context.requestId" });
	});

	it("returns failed messages singly after six times the function's timeout, and keeps messages for two weeks", () => {
		const mappings = stack().ofType("AWS::Lambda::EventSourceMapping");
		const queues = stack().ofType("AWS::SQS::Queue");
		for (const [name, deadLetters, concurrency] of [
			["intake", "IntakeDeadLetters", 20],
			["retention", "RetentionDeadLetters", 4],
		] as const) {
			const queue = queues.find(({ properties }) => properties.QueueName === `rireki-prod-${name}`);
			const { maxReceiveCount, maxMessageBytes } = queueSpec(name);
			expect(queue?.properties).toMatchObject({
				VisibilityTimeout: 6 * functions[`events/${name}`].timeoutSeconds,
				RedrivePolicy: { maxReceiveCount },
			});
			expect(queue?.properties.DelaySeconds ?? 0).toBe(0);
			expect(queue?.properties.MaximumMessageSize).toBe(maxMessageBytes);
			expect(text(queue?.properties.RedrivePolicy.deadLetterTargetArn)).toContain(deadLetters);
			const mapping = mappings.find(({ properties }) => text(properties.EventSourceArn).includes(`${queue?.id}`));
			expect(mapping?.properties).toMatchObject({
				FunctionResponseTypes: ["ReportBatchItemFailures"],
				ScalingConfig: { MaximumConcurrency: concurrency },
			});
		}
		for (const { id, properties } of queues) {
			expect(properties, id).toMatchObject({
				SqsManagedSseEnabled: true,
				MessageRetentionPeriod: retentionPeriodSeconds,
			});
		}
	});

	it("reads the table's stream from its start, retries while the stream keeps a change, and reports lost ones", () => {
		const mappings = stack().ofType("AWS::Lambda::EventSourceMapping");
		const stream = mappings.find(({ properties }) => properties.StartingPosition)?.properties;
		expect(stream).toMatchObject({
			StartingPosition: "TRIM_HORIZON",
			MaximumRetryAttempts: -1,
			BisectBatchOnFunctionError: true,
			FilterCriteria: {
				Filters: [
					{ Pattern: '{"eventName":["MODIFY","REMOVE"]}' },
					{ Pattern: '{"eventName":["INSERT"],"dynamodb":{"NewImage":{"trailDay":{"S":[{"exists":true}]}}}}' },
				],
			},
		});
		expect(text(stream?.DestinationConfig.OnFailure.Destination)).toContain("RetentionDeadLetters");
	});

	it("starts the sweep and the packer every five minutes, and is notified of executions that did not complete", () => {
		const rules = stack()
			.ofType("AWS::Events::Rule")
			.map(({ properties }) => properties);
		expect(rules).toHaveLength(5);
		const scheduled = rules.filter(({ ScheduleExpression }) => ScheduleExpression === "rate(5 minutes)");
		expect(scheduled.map(({ Targets }) => text(Targets[0].Arn)).toSorted()).toEqual([
			expect.stringMatching(/^EventsPack/),
			expect.stringMatching(/^EventsSweep/),
		]);
		for (const rule of scheduled) expect(rule).toMatchObject({ State: "ENABLED" });
		const closed = rules.find(({ EventPattern }) => EventPattern?.source[0] === "aws.states")?.EventPattern;
		expect(closed.detail.status).toEqual(["FAILED", "TIMED_OUT", "ABORTED"]);
		for (const { Targets } of rules) expect(Targets[0].DeadLetterConfig).toBeDefined();
	});

	it("sends published events to each subscriber's queue, by a role that may do nothing else", () => {
		const [{ queueArn }] = stages.prod.subscribers;
		const rule = stack()
			.ofType("AWS::Events::Rule")
			.find(({ properties }) => properties.EventPattern?.source[0] === "rireki")?.properties;
		expect(rule?.EventPattern).toEqual({ source: ["rireki"] });
		expect(text(rule?.EventBusName)).toMatch(/^Events/);
		expect(rule?.Targets).toMatchObject([{ Arn: queueArn, InputPath: "$.detail" }]);
		expect(text(rule?.Targets[0].DeadLetterConfig.Arn)).toMatch(/^QueuesUndelivered/);
		const roleId: string = rule?.Targets[0].RoleArn["Fn::GetAtt"][0];
		expect(policyOf(stack(), roleId)).toMatchObject([{ actions: ["sqs:SendMessage"], resources: [queueArn] }]);
	});

	it("asks retention every week to look for recordings that no record names", () => {
		const weekly = stack()
			.ofType("AWS::Events::Rule")
			.find(({ properties }) => properties.ScheduleExpression === "rate(7 days)");
		expect(weekly?.properties.Targets).toMatchObject([{ Input: '{"kind":"sweep-recordings"}' }]);
		expect(text(weekly?.properties.Targets[0].Arn)).toMatch(/^QueuesRetention/);
	});

	it("traces the state machine, and logs no execution data", () => {
		const [machine] = stack().ofType("AWS::StepFunctions::StateMachine");
		expect(machine?.properties).toMatchObject({
			StateMachineName: "rireki-prod-async-search",
			StateMachineType: "STANDARD",
			TracingConfiguration: { Enabled: true },
			LoggingConfiguration: { Level: "ALL", IncludeExecutionData: false },
		});
		// Functions get its name, as a reference would be circular, so both names have to be the same.
		for (const { name, properties } of lambdasOf(stack())) {
			const arn = properties.Environment?.Variables.ASYNC_SEARCH_STATE_MACHINE_ARN;
			if (arn) expect(text(arn), name).toMatch(/:stateMachine:rireki-prod-async-search$/);
		}
	});
}

export function describeMail(stack: () => StackTemplate): void {
	it("sends no mail to addresses that bounced or complained, and none without TLS", () => {
		const [set] = stack().ofType("AWS::SES::ConfigurationSet");
		expect(set?.properties).toMatchObject({
			SuppressionOptions: { SuppressedReasons: ["BOUNCE", "COMPLAINT"] },
			DeliveryOptions: { TlsPolicy: "REQUIRE" },
			ReputationOptions: { ReputationMetricsEnabled: true },
		});
	});
}

export function describeAlarms(stack: () => StackTemplate, least: number): void {
	it("say what users notice, and notify somebody", () => {
		const alarms = stack().ofType("AWS::CloudWatch::Alarm");
		expect(alarms.length).toBeGreaterThanOrEqual(least);
		for (const { id, properties } of alarms) {
			expect(properties.AlarmDescription, id).toMatch(/^[A-Z「].{40,}\.$/);
			expect(properties.AlarmActions, id).toHaveLength(1);
		}
		expect(stack().ofType("AWS::SNS::Subscription")).toHaveLength(1);
	});
}
