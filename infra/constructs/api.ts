import { Duration } from "aws-cdk-lib";
import { AccessLogFormat } from "aws-cdk-lib/aws-apigateway";
import {
	type CfnStage,
	CorsHttpMethod,
	HttpApi,
	type HttpApiProps,
	HttpMethod,
	HttpStage,
	LogGroupLogDestination,
} from "aws-cdk-lib/aws-apigatewayv2";
import { HttpJwtAuthorizer } from "aws-cdk-lib/aws-apigatewayv2-authorizers";
import { HttpLambdaIntegration } from "aws-cdk-lib/aws-apigatewayv2-integrations";
import type { Function as LambdaFunction } from "aws-cdk-lib/aws-lambda";
import type { LogGroup } from "aws-cdk-lib/aws-logs";
import { Construct } from "constructs";
import { cors } from "../cors.ts";
import { routeLimits } from "../rates.ts";
import { type ApiFunction, routes } from "../routes.ts";
import { foreignOrigins, type StageConfig } from "../stage-config.ts";

interface ApiProps {
	stage: string;
	config: StageConfig;
	issuer: string;
	clientIds: string[];
	accessLogs: LogGroup;
	functionOf: (name: ApiFunction) => LambdaFunction;
}

/** The HTTP API: infra/routes.ts behind the user pool's tokens. */
export class Api extends Construct {
	readonly api: HttpApi;
	readonly stage: HttpStage;

	constructor(scope: Construct, id: string, props: ApiProps) {
		super(scope, id);
		this.api = new HttpApi(this, "Api", {
			apiName: `rireki-${props.stage}`,
			createDefaultStage: false,
			...corsPreflight(props.config),
			defaultAuthorizer: new HttpJwtAuthorizer("UserPool", props.issuer, { jwtAudience: props.clientIds }),
		});
		const added = routes.map((route) =>
			this.api.addRoutes({
				path: route.path,
				methods: [HttpMethod[route.method]],
				integration: new HttpLambdaIntegration(route.function, props.functionOf(route.function)),
			}),
		);
		const { perSecond, burst } = props.config.apiRate;
		// No metrics by route, which would be six series each (33 USD a month): each route has a function of its own, and
		// the access log names the route.
		this.stage = new HttpStage(this, "Stage", {
			httpApi: this.api,
			stageName: "$default",
			autoDeploy: true,
			throttle: { rateLimit: perSecond, burstLimit: burst },
			accessLogSettings: {
				destination: new LogGroupLogDestination(props.accessLogs),
				format: AccessLogFormat.custom(JSON.stringify(accessLogFields)),
			},
		});
		const stage = this.stage.node.defaultChild as CfnStage;
		stage.routeSettings = Object.fromEntries(
			routes.flatMap(({ method, path, function: name }) => {
				const limit = routeLimits[name];
				if (!limit) return [];
				return [[`${method} ${path}`, { ThrottlingRateLimit: limit.perSecond, ThrottlingBurstLimit: limit.burst }]];
			}),
		);
		for (const [route] of added) if (route) this.stage.node.addDependency(route);
	}

	/** The host that CloudFront sends requests to. */
	get host(): string {
		return `${this.api.apiId}.execute-api.${this.api.stack.region}.amazonaws.com`;
	}
}

/** Without other origins, preflights get no answer at all. */
function corsPreflight(config: StageConfig): Pick<HttpApiProps, "corsPreflight"> {
	const allowOrigins = foreignOrigins(config);
	if (allowOrigins.length === 0) return {};
	return {
		corsPreflight: {
			allowOrigins,
			allowMethods: cors.methods.map((method) => CorsHttpMethod[method]),
			allowHeaders: [...cors.requestHeaders],
			exposeHeaders: [...cors.exposedHeaders],
			maxAge: Duration.seconds(cors.maxAgeSeconds),
		},
	};
}

/** `requestId` is the correlation id: functions log it, workflows pass it on. No body is logged. */
const accessLogFields = {
	requestId: "$context.requestId",
	time: "$context.requestTimeEpoch",
	route: "$context.routeKey",
	status: "$context.status",
	tenant: "$context.authorizer.claims.tenant",
	account: "$context.authorizer.claims.account",
	milliseconds: "$context.responseLatency",
	functionMilliseconds: "$context.integrationLatency",
	bytes: "$context.responseLength",
	sourceIp: "$context.identity.sourceIp",
	error: "$context.error.message",
	authorizerError: "$context.authorizer.error",
	integrationError: "$context.integrationErrorMessage",
};
