import type { Properties } from "../synthesized.ts";
import { documentOf } from "./bounds.ts";
import { docs } from "./limit.ts";
import { many, ofType, one, type Rule } from "./rule.ts";

/** The resource that a `Ref` or a `GetAtt` names. */
const target = (value: Properties | undefined): string | undefined => value?.Ref ?? value?.["Fn::GetAtt"]?.[0];

export const functionRules: Record<string, Rule> = {
	"the environment of a function has at most 4 KB": {
		source: `${docs}/lambda/latest/dg/gettingstarted-limits.html`,
		broken: (stack) =>
			ofType(stack, "AWS::Lambda::Function").flatMap(({ id, properties }) => {
				const size = documentOf(properties.Environment?.Variables ?? {}).length;
				return size > 4096 ? [`${id} has ${size}`] : [];
			}),
		bad: one("AWS::Lambda::Function", { Environment: { Variables: { A: "x".repeat(3000), B: "x".repeat(1100) } } }),
	},
	"a queue that feeds a function hides a message for six times the function's timeout": {
		source: `${docs}/lambda/latest/dg/services-sqs-configure.html`,
		broken: (stack) =>
			ofType(stack, "AWS::Lambda::EventSourceMapping").flatMap(({ id, properties }) => {
				const queue = stack.Resources[target(properties.EventSourceArn) ?? ""];
				const fed = stack.Resources[target(properties.FunctionName) ?? ""];
				if (queue?.Type !== "AWS::SQS::Queue" || !fed) return [];
				const { VisibilityTimeout = 30 } = queue.Properties ?? {};
				return VisibilityTimeout < 6 * (fed.Properties?.Timeout ?? 3) ? [`${id}: ${VisibilityTimeout} s`] : [];
			}),
		bad: {
			Resources: {
				queue: { Type: "AWS::SQS::Queue", Properties: { VisibilityTimeout: 100 } },
				fed: { Type: "AWS::Lambda::Function", Properties: { Timeout: 30 } },
				mapping: {
					Type: "AWS::Lambda::EventSourceMapping",
					Properties: { EventSourceArn: { "Fn::GetAtt": ["queue", "Arn"] }, FunctionName: { Ref: "fed" } },
				},
			},
		},
	},
	"a function that accepts more than ten messages at a time has a batching window": {
		source: `${docs}/lambda/latest/api/API_CreateEventSourceMapping.html (BatchSize)`,
		broken: (stack) =>
			ofType(stack, "AWS::Lambda::EventSourceMapping").flatMap(({ id, properties }) => {
				const { BatchSize = 10, MaximumBatchingWindowInSeconds = 0, StartingPosition } = properties;
				return !StartingPosition && BatchSize > 10 && MaximumBatchingWindowInSeconds < 1 ? [id] : [];
			}),
		bad: one("AWS::Lambda::EventSourceMapping", { BatchSize: 11 }),
	},
	"a function behind a route times out before the route's 30 seconds": {
		source: `${docs}/apigateway/latest/developerguide/http-api-quotas.html`,
		broken: (stack) =>
			ofType(stack, "AWS::ApiGatewayV2::Integration").flatMap(({ id, properties }) => {
				const called = stack.Resources[target(properties.IntegrationUri) ?? ""];
				return (called?.Properties?.Timeout ?? 0) >= 30 ? [id] : [];
			}),
		bad: {
			Resources: {
				slow: { Type: "AWS::Lambda::Function", Properties: { Timeout: 30 } },
				route: {
					Type: "AWS::ApiGatewayV2::Integration",
					Properties: { IntegrationUri: { "Fn::GetAtt": ["slow", "Arn"] } },
				},
			},
		},
	},
	"an API has at most 300 routes, and none twice": {
		source: `${docs}/apigateway/latest/developerguide/http-api-quotas.html`,
		broken: (stack) => {
			const keys = ofType(stack, "AWS::ApiGatewayV2::Route").map(({ properties }) => properties.RouteKey);
			return [...keys.slice(300), ...keys.filter((key, place) => keys.indexOf(key) !== place)];
		},
		bad: {
			Resources: Object.fromEntries(
				many(301, (index) => [
					`r${index}`,
					{ Type: "AWS::ApiGatewayV2::Route", Properties: { RouteKey: `GET /${index}` } },
				]),
			),
		},
	},
	"the policies of a role have at most 10,240 characters together": {
		source: `${docs}/IAM/latest/UserGuide/reference_iam-quotas.html`,
		broken: (stack) => {
			const sizes = new Map<string, number>();
			const add = (role: string, document: unknown) =>
				sizes.set(role, (sizes.get(role) ?? 0) + documentOf(document).length);
			for (const { id, properties } of ofType(stack, "AWS::IAM::Role")) {
				for (const { PolicyDocument } of properties.Policies ?? []) add(id, PolicyDocument);
			}
			for (const { properties } of ofType(stack, "AWS::IAM::Policy")) {
				for (const role of properties.Roles ?? []) add(target(role) ?? "", properties.PolicyDocument);
			}
			return [...sizes].filter(([, size]) => size > 10_240).map(([id, size]) => `${id} has ${size}`);
		},
		bad: {
			Resources: {
				role: {
					Type: "AWS::IAM::Role",
					Properties: { Policies: [{ PolicyDocument: { Statement: "x".repeat(6000) } }] },
				},
				more: {
					Type: "AWS::IAM::Policy",
					Properties: { Roles: [{ Ref: "role" }], PolicyDocument: { Statement: "x".repeat(6000) } },
				},
			},
		},
	},
};
