import { expect, test } from "vitest";
import { writtenDocument } from "../../contract/openapi/document.ts";
import { apiLambda } from "../../functions/adapters/api-lambda.ts";
import { firewallAnswers, gatewayAnswer } from "../../infra/gateway-answers.ts";
import { toEvent } from "../support/world.ts";

interface Responses {
	[status: string]: { content: Record<string, { examples?: Record<string, { value: unknown }> }> } | undefined;
}

const { paths, components } = JSON.parse(writtenDocument());
const operations = Object.entries<Record<string, { responses: Record<string, { $ref?: string }> }>>(paths).flatMap(
	([path, item]) =>
		Object.entries(item).map(([method, { responses }]) => {
			const resolved = Object.entries(responses).map(([status, response]) => {
				const name = response.$ref?.split("/").at(-1);
				return [status, name ? components.responses[name] : response] as const;
			});
			return { name: `${method} ${path}`, responses: Object.fromEntries(resolved) as Responses };
		}),
);

test.each(operations)("$name documents what gateway, firewall and CDN answer in its place", ({ responses }) => {
	for (const status of [401, 403, 413, 429, 500, 503] as const) {
		const { examples } = responses[status]?.content["application/json"] ?? {};
		expect(examples?.gateway?.value, String(status)).toEqual(gatewayAnswer(status));
	}
	expect(responses[429]?.content["application/json"]?.examples?.firewall?.value).toEqual(
		firewallAnswers["too-many-requests"],
	);
	const notFound = responses[404]?.content;
	if (notFound) expect(notFound["application/json"]?.examples?.gateway?.value).toEqual(gatewayAnswer(404));
	for (const status of [403, 502, 504]) expect(responses[status]?.content, String(status)).toHaveProperty("text/html");
});

test("the functions refuse a request that bypassed the CDN as the gateway would", async () => {
	process.env.ORIGIN_KEYS = "k".repeat(32);
	const handler = apiLambda(() => () => Promise.reject(new Error("must not be called")), {});
	const { statusCode, body } = (await handler(toEvent({}))) as { statusCode: number; body: string };
	delete process.env.ORIGIN_KEYS;
	expect([statusCode, JSON.parse(body)]).toEqual([403, gatewayAnswer(403)]);
});
