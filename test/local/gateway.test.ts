import { once } from "node:events";
import { request as httpRequest } from "node:http";
import type { AddressInfo } from "node:net";
import type { APIGatewayProxyEventV2WithJWTAuthorizer as Event } from "aws-lambda";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { ApiHandlers } from "../../local/functions.ts";
import { Unauthorized } from "../../local/gateway/authorizer.ts";
import { createGateway } from "../../local/gateway.ts";

const routes = [
	{ method: "GET", path: "/v1/things", function: "list" },
	{ method: "POST", path: "/v1/things", function: "echo" },
	{ method: "GET", path: "/v1/things/{thingId}", function: "echo" },
	{ method: "GET", path: "/v1/things/special", function: "special" },
	{ method: "GET", path: "/v1/things/{thingId}/parts/{partId}", function: "echo" },
	{ method: "GET", path: "/v1/answers/{answer}", function: "answer" },
];

const answers: Record<string, () => unknown> = {
	headers: () => ({ statusCode: 201, headers: { ETag: '"7"', "X-Count": 3 }, cookies: ["a=1", "b=2"], body: "{}" }),
	binary: () => ({ statusCode: 200, isBase64Encoded: true, body: Buffer.of(0, 255, 10).toString("base64") }),
	plain: () => ({ hello: "world" }),
	throws: () => {
		throw new Error("staged");
	},
	hangs: () => new Promise(() => {}),
	huge: () => ({ statusCode: 200, body: "x".repeat(6_291_556) }),
	"no-status": () => ({ statusCode: "teapot", body: "" }),
	cors: () => ({ statusCode: 200, headers: { "Access-Control-Allow-Origin": "https://elsewhere.example" }, body: "" }),
};

const handlers = {
	list: async () => ({ statusCode: 200, body: "list" }),
	special: async () => ({ statusCode: 200, body: "special" }),
	echo: async (event: Event) => ({ statusCode: 200, body: JSON.stringify(event) }),
	answer: async (event: Event) => answers[event.pathParameters?.answer ?? ""]?.(),
} as unknown as ApiHandlers;

const gateway = createGateway({
	routes,
	handlers,
	timeoutMs: 300,
	authorize: async (authorization) => {
		if (authorization !== "Bearer good") throw new Unauthorized("Bearer");
		return { tenant: "acme", account: "sv01", exp: "1795428289", groups: "[a b]" };
	},
});
let base = "";

beforeAll(async () => {
	gateway.listen(0, "127.0.0.1");
	await once(gateway, "listening");
	base = `http://127.0.0.1:${(gateway.address() as AddressInfo).port}`;
});
afterAll(() => gateway.close().closeAllConnections());

const call = (path: string, init: RequestInit = {}) =>
	fetch(base + path, { redirect: "manual", ...init, headers: { authorization: "Bearer good", ...init.headers } });
const eventOf = async (path: string, init?: RequestInit): Promise<Event> =>
	JSON.parse(await (await call(path, init)).text());

describe("routing", () => {
	test("answers 404 to an unknown path, an unknown method and a path with an extra slash", async () => {
		for (const response of [
			await call("/v1/nothing"),
			await call("/v1/things", { method: "DELETE" }),
			await call("/v1/things/"),
		]) {
			expect(response.status).toBe(404);
			expect(await response.json()).toEqual({ message: "Not Found" });
		}
	});

	test("prefers a literal path to a parameter", async () => {
		expect(await (await call("/v1/things/special")).text()).toBe("special");
	});

	test("refuses to start with a route without a handler", () => {
		const authorize = async () => ({});
		expect(() => createGateway({ routes, handlers: {}, authorize })).toThrow("functions/api/list.ts");
	});

	test("refuses a path parameter that is not percent-encoded properly", async () => {
		expect((await call("/v1/things/%E3%81")).status).toBe(400);
	});
});

describe("the event", () => {
	test("has the raw path and its decoded parameters", async () => {
		const event = await eventOf("/v1/things/a%2Fb/parts/%E5%B1%A5%E6%AD%B4");
		expect(event.rawPath).toBe("/v1/things/a%2Fb/parts/%E5%B1%A5%E6%AD%B4");
		expect(event.pathParameters).toEqual({ thingId: "a/b", partId: "履歴" });
		expect(event.routeKey).toBe("GET /v1/things/{thingId}/parts/{partId}");
		expect(event.requestContext).toMatchObject({
			stage: "$default",
			routeKey: event.routeKey,
			http: { method: "GET", path: event.rawPath, protocol: "HTTP/1.1", sourceIp: "127.0.0.1" },
			requestId: expect.any(String),
			timeEpoch: expect.any(Number),
			time: expect.stringMatching(/^\d\d\/\w{3}\/\d{4}:\d\d:\d\d:\d\d \+0000$/),
		});
	});

	test("joins repeated query parameters with commas, and splits cookies", async () => {
		const event = await eventOf("/v1/things/1?a=1&a=2&b=%E5%B1%A5", {
			headers: { cookie: "x=1; y=2", "X-Two": "1, 2" },
		});
		expect(event.rawQueryString).toBe("a=1&a=2&b=%E5%B1%A5");
		expect(event.queryStringParameters).toEqual({ a: "1,2", b: "履" });
		expect(event.cookies).toEqual(["x=1", "y=2"]);
		expect(event.headers).toMatchObject({ "x-two": "1, 2" });
		expect(event.headers).not.toHaveProperty("cookie");
	});

	test("omits absent members", async () => {
		const event = await eventOf("/v1/things", { method: "POST" });
		for (const member of ["body", "cookies", "pathParameters", "queryStringParameters"]) {
			expect(event).not.toHaveProperty(member);
		}
		expect(event.rawQueryString).toBe("");
		expect(event.isBase64Encoded).toBe(false);
	});

	test("carries text unchanged and anything else in base64", async () => {
		const post = (type: string, body: string | Buffer<ArrayBuffer>) =>
			eventOf("/v1/things", { method: "POST", body, headers: { "content-type": type } });
		for (const type of ["application/json; charset=utf-8", "text/plain", "application/merge-patch+json"]) {
			expect(await post(type, "履歴")).toMatchObject({ body: "履歴", isBase64Encoded: false });
		}
		const bytes = Buffer.of(0, 255);
		expect(await post("application/octet-stream", bytes)).toMatchObject({ body: "AP8=", isBase64Encoded: true });
	});

	test("carries the claims", async () => {
		const { authorizer } = (await eventOf("/v1/things/1")).requestContext;
		expect(authorizer.jwt.claims).toEqual({ tenant: "acme", account: "sv01", exp: "1795428289", groups: "[a b]" });
	});
});

describe("the answer", () => {
	test("has the function's status, headers and cookies", async () => {
		const response = await call("/v1/answers/headers");
		expect(response.status).toBe(201);
		expect(response.headers.get("etag")).toBe('"7"');
		expect(response.headers.get("x-count")).toBe("3");
		expect(response.headers.getSetCookie()).toEqual(["a=1", "b=2"]);
	});

	test("is bytes when the function answers in base64", async () => {
		expect(Buffer.from(await (await call("/v1/answers/binary")).arrayBuffer())).toEqual(Buffer.of(0, 255, 10));
	});

	test("is JSON with 200 when the function returns no status code", async () => {
		const response = await call("/v1/answers/plain");
		expect([response.status, await response.json()]).toEqual([200, { hello: "world" }]);
	});

	test.each(["throws", "huge", "no-status"])("is 500 when the function has no usable result: %s", async (name) => {
		const response = await call(`/v1/answers/${name}`);
		expect([response.status, await response.json()]).toEqual([500, { message: "Internal Server Error" }]);
	});

	test("is 503 when the function takes too long", async () => {
		const response = await call("/v1/answers/hangs");
		expect([response.status, await response.json()]).toEqual([503, { message: "Service Unavailable" }]);
	});
});

describe("authorization", () => {
	test("refuses a call without a token", async () => {
		const response = await call("/v1/things", { headers: { authorization: "" } });
		expect(response.status).toBe(401);
		expect(response.headers.get("www-authenticate")).toBe("Bearer");
		expect(await response.json()).toEqual({ message: "Unauthorized" });
	});

	test("answers 404 to an unknown path even without a token", async () => {
		expect((await call("/v1/nothing", { headers: { authorization: "" } })).status).toBe(404);
	});
});

describe("request bodies", () => {
	test("over 10 MB are refused by their declared length, unread", async () => {
		expect(await post({ "content-length": String(10 * 1024 * 1024 + 1) }, 1)).toEqual([
			413,
			"Request Entity Too Large",
		]);
	});

	test("over 10 MB are refused when no length is declared", async () => {
		expect(await post({ "transfer-encoding": "chunked" }, 11)).toEqual([413, "Request Entity Too Large"]);
	});

	test("below the limit are accepted", async () => {
		const response = await call("/v1/things", { method: "POST", body: "x".repeat(4 * 1024 * 1024) });
		expect(response.status).toBe(200);
	});

	function post(headers: Record<string, string>, megabytes: number): Promise<[number | undefined, string]> {
		return new Promise((resolve, reject) => {
			const request = httpRequest(`${base}/v1/things`, {
				method: "POST",
				headers: { ...headers, authorization: "Bearer good" },
			});
			request.on("response", async (response) => {
				let text = "";
				for await (const chunk of response) text += chunk;
				resolve([response.statusCode, JSON.parse(text).message]);
				request.destroy();
			});
			request.on("error", reject);
			for (let sent = 0; sent < megabytes; sent++) request.write(Buffer.alloc(1024 * 1024, "x"));
			if (!headers["content-length"]) request.end();
		});
	}
});

describe("CORS", () => {
	const preflight = (origin: string) =>
		fetch(`${base}/v1/things/1`, { method: "OPTIONS", headers: { origin, "access-control-request-method": "PATCH" } });

	test("answers a preflight from this machine without a token", async () => {
		const response = await preflight("http://127.0.0.1:5173");
		expect(response.status).toBe(204);
		expect(response.headers.get("access-control-allow-origin")).toBe("http://127.0.0.1:5173");
		expect(response.headers.get("access-control-allow-methods")).toContain("PATCH");
		expect(response.headers.get("access-control-allow-headers")).toContain("if-match");
	});

	test("allows nothing for other origins", async () => {
		const response = await preflight("https://elsewhere.example");
		expect(response.headers.has("access-control-allow-origin")).toBe(false);
	});

	test("applies to errors, too, and exposes the headers that the console reads", async () => {
		const response = await call("/v1/things", { headers: { authorization: "", origin: "http://localhost:5173" } });
		expect(response.status).toBe(401);
		expect(response.headers.get("access-control-allow-origin")).toBe("http://localhost:5173");
		expect(response.headers.get("access-control-expose-headers")).toContain("server-timing");
	});

	test("ignores the function's own headers", async () => {
		const response = await call("/v1/answers/cors");
		expect(response.headers.has("access-control-allow-origin")).toBe(false);
	});
});

describe("pages", () => {
	test("lead to the API page, which loads everything from the gateway", async () => {
		const root = await fetch(`${base}/`, { redirect: "manual" });
		expect([root.status, root.headers.get("location")]).toEqual([302, "/docs"]);
		const html = await (await fetch(`${base}/docs`)).text();
		expect(html).not.toMatch(/https?:/);
		const files = [...html.matchAll(/(?:src|href)="([^"]+)"/g)].map(([, file]) => file);
		expect(files.length).toBeGreaterThan(1);
		for (const file of files) expect((await fetch(`${base}${file}`)).status).toBe(200);
	});

	test("report that the gateway is up", async () => {
		expect(await (await fetch(`${base}/health`)).json()).toEqual({ status: "ok" });
	});
});
