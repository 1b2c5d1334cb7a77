import { expect, it } from "vitest";
import { stageConfig } from "../../../infra/config.ts";
import { cors } from "../../../infra/cors.ts";
import { ofType, type Stack } from "./limits/rule.ts";

/** Checks the stage that has both a web client besides the console and a machine. */
export function describeClients(stacks: () => Record<string, Stack>): void {
	const config = stageConfig("dev");
	const [web] = config.webClients;
	const [machine] = config.machines;
	const of = (name: string) => stacks()[`rireki-dev-${name}`] as Stack;
	const clientOf = (name: string | undefined) =>
		ofType(of("identity"), "AWS::Cognito::UserPoolClient").find(({ properties }) => properties.ClientName === name);
	const origins = ["https://wallboard.example.com"];

	it("log people in as the console does, and return them to their own addresses only", () => {
		const { properties: console } = clientOf("console") ?? {};
		expect(clientOf(web?.name)?.properties).toEqual({
			...console,
			ClientName: "wallboard",
			CallbackURLs: ["https://wallboard.example.com/login"],
			LogoutURLs: ["https://wallboard.example.com/"],
		});
	});

	it("have a login page each", () => {
		const shown = ofType(of("identity"), "AWS::Cognito::ManagedLoginBranding").map(
			({ properties }) => properties.ClientId,
		);
		expect(shown).toEqual(["console", web?.name].map((name) => ({ Ref: clientOf(name)?.id })));
	});

	it("get, as machines, a secret and the one scope that says whose token it is", () => {
		const [server] = ofType(of("identity"), "AWS::Cognito::UserPoolResourceServer");
		expect(server?.properties).toMatchObject({
			Identifier: "machine",
			Scopes: [{ ScopeName: "acme~nightly-report", ScopeDescription: "nightly-report" }],
		});
		const { properties = {} } = clientOf(machine?.name) ?? {};
		expect(properties).toMatchObject({ GenerateSecret: true, AllowedOAuthFlows: ["client_credentials"] });
		expect(properties).not.toHaveProperty("CallbackURLs");
		expect(properties.AllowedOAuthScopes).toEqual([
			{ "Fn::Join": ["", [{ Ref: server?.id }, "/acme~nightly-report"]] },
		]);
	});

	it("have their ids among the outputs, and their tokens accepted by the API", () => {
		const ids = ["console", web?.name, machine?.name].map((name) => clientOf(name)?.id);
		const { ClientId, WallboardClientId, NightlyReportClientId } = of("identity").Outputs ?? {};
		expect([ClientId, WallboardClientId, NightlyReportClientId].map((output) => output?.Value.Ref)).toEqual(ids);
		const [authorizer] = ofType(of("service"), "AWS::ApiGatewayV2::Authorizer");
		const audience = JSON.stringify(authorizer?.properties.JwtConfiguration.Audience);
		for (const id of ids) expect(audience).toContain(`Ref${id}`);
	});

	it("may call the API from pages of their own origins only, by preflight and on every answer", () => {
		const [api] = ofType(of("service"), "AWS::ApiGatewayV2::Api");
		expect(api?.properties.CorsConfiguration).toEqual({
			AllowOrigins: origins,
			AllowMethods: cors.methods,
			AllowHeaders: cors.requestHeaders,
			ExposeHeaders: cors.exposedHeaders,
			MaxAge: 3600,
		});
		const policies = ofType(of("web"), "AWS::CloudFront::ResponseHeadersPolicy").map(
			({ properties }) => properties.ResponseHeadersPolicyConfig.CorsConfig,
		);
		expect(policies.filter(Boolean)).toEqual([
			{
				AccessControlAllowOrigins: { Items: origins },
				AccessControlAllowCredentials: false,
				AccessControlAllowMethods: { Items: cors.methods },
				AccessControlAllowHeaders: { Items: cors.requestHeaders },
				AccessControlExposeHeaders: { Items: cors.exposedHeaders },
				AccessControlMaxAgeSec: 3600,
				OriginOverride: true,
			},
		]);
		for (const name of ["etag", "location", "retry-after"]) expect(cors.exposedHeaders).toContain(name);
	});

	it("may read recordings by script", () => {
		const rules = ofType(of("data"), "AWS::S3::Bucket").flatMap(({ properties }) => properties.CorsConfiguration ?? []);
		expect(rules).toHaveLength(1);
		expect(rules[0].CorsRules[0].AllowedOrigins).toEqual(expect.arrayContaining(origins));
	});

	it("are required for preflights: a stage without them answers none", () => {
		const [api] = ofType(stacks()["rireki-prod-service"] as Stack, "AWS::ApiGatewayV2::Api");
		expect(stageConfig("prod").webClients).toEqual([]);
		expect(api?.properties).not.toHaveProperty("CorsConfiguration");
	});

	it("have only HTTPS addresses to return people to", () => {
		for (const { webClients } of [stageConfig("dev"), stageConfig("prod")]) {
			for (const url of webClients.flatMap(({ callbackUrls, logoutUrls }) => [...callbackUrls, ...logoutUrls])) {
				expect(url).toMatch(/^https:\/\//);
			}
		}
	});
}
