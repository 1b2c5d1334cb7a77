import { readFileSync } from "node:fs";
import { createConfig, lint } from "@redocly/openapi-core";
import { Validator } from "@seriousme/openapi-schema-validator";
import { describe, expect, it } from "vitest";
import { buildDocument, writtenDocument } from "../../contract/openapi/document.ts";
import { operations } from "../../contract/openapi/operations.ts";
import { problemCodes } from "../../contract/openapi/problems.ts";
import { firewallLimits, routeLimits } from "../../infra/rates.ts";
import { routes } from "../../infra/routes.ts";
import { demoTenants } from "../../local/demo/tenants.ts";
import { columns } from "../../shared/column/model.ts";
import { fieldTexts, problemTitles } from "../../shared/problem/texts.ts";

const document = JSON.parse(writtenDocument());

describe("the OpenAPI document", () => {
	it("is the one in docs/ (npm run openapi writes it)", () => {
		expect(readFileSync("docs/openapi.json", "utf8")).toBe(writtenDocument());
	});

	it("is built the same each time", () => {
		expect(buildDocument()).toEqual(buildDocument());
	});

	it("is valid OpenAPI 3.1", async () => {
		const result = await new Validator().validate(structuredClone(document));
		expect(result.errors ?? []).toEqual([]);
		expect(result.valid).toBe(true);
		expect(document.openapi).toMatch(/^3\.1\./);
	});

	it("passes the recommended lint rules", async () => {
		// The document states no licence.
		const config = await createConfig({ extends: ["recommended"], rules: { "info-license": "off" } });
		const problems = await lint({ ref: "docs/openapi.json", config });
		expect(problems.map(({ message, location }) => `${message} ${location[0]?.pointer}`)).toEqual([]);
	});

	it("has no reference without a target", () => {
		const references = JSON.stringify(document).matchAll(/"\$ref":"#\/([^"]+)"/g);
		for (const [, path = ""] of references) {
			const target = path.split("/").reduce((value, part) => value?.[part], document);
			expect(target, path).toBeDefined();
		}
	});

	it("has one operation for each route, and no others", () => {
		const documented = Object.entries<object>(document.paths).flatMap(([path, item]) =>
			Object.keys(item).map((method) => `${method.toUpperCase()} ${path}`),
		);
		expect(documented.sort()).toEqual(routes.map(({ method, path }) => `${method} ${path}`).sort());
		expect(Object.keys(operations).sort()).toEqual(routes.map((route) => route.function).sort());
	});

	it("declares every parameter of a path", () => {
		for (const [path, item] of Object.entries<Record<string, { parameters: { in?: string; name?: string }[] }>>(
			document.paths,
		)) {
			const names = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
			for (const { parameters } of Object.values(item)) {
				expect(parameters.filter((one) => one.in === "path").map((one) => one.name)).toEqual(names);
			}
		}
	});

	it("describes every member of a named schema", () => {
		const bare = Object.entries<{ properties?: Record<string, { description?: string; $ref?: string }> }>(
			document.components.schemas,
		).flatMap(([name, { properties = {} }]) =>
			Object.entries(properties).flatMap(([member, schema]) =>
				schema.description || schema.$ref ? [] : [`${name}.${member}`],
			),
		);
		expect(bare).toEqual([]);
	});

	it("describes every parameter", () => {
		const bare = Object.entries<
			Record<string, { parameters: { name: string; $ref?: string; description?: string }[] }>
		>(document.paths).flatMap(([path, item]) =>
			Object.values(item).flatMap(({ parameters }) =>
				parameters.flatMap(({ name, $ref, description }) => ($ref || description ? [] : [`${path} ${name}`])),
			),
		);
		expect(bare).toEqual([]);
	});

	it("enumerates values only in components, including all problem codes, field error codes and columns", () => {
		const { schemas } = document.components;
		const enumerated = Object.values<{ enum?: unknown }>(schemas).filter((schema) => schema.enum);
		expect(JSON.stringify(document).match(/"enum":\[/g)).toHaveLength(enumerated.length);
		expect(schemas.ProblemCode.enum.toSorted()).toEqual(Object.keys(problemTitles).toSorted());
		expect(schemas.FieldErrorCode.enum).toEqual(Object.keys(fieldTexts).toSorted());
		expect(schemas.Column.enum).toEqual(columns);
		for (const code of schemas.ProblemCode.enum) expect(schemas.ProblemCode.description).toContain(`\`${code}\`: `);
	});

	it("uses the request type of an asynchronous search for the body that an over-limit search offers", () => {
		const { Problem, AsyncSearch } = document.components.schemas;
		expect(Problem.properties.asyncSearch.properties.body.$ref).toBe("#/components/schemas/AsyncSearchRequest");
		expect(AsyncSearch.properties.conditions.$ref).toBe("#/components/schemas/SearchConditions");
	});

	it("has the version of the newest release", () => {
		const [, newest] = /^## (\d+\.\d+\.\d+)/m.exec(readFileSync("CHANGELOG.md", "utf8")) ?? [];
		expect(document.info.version).toBe(newest);
	});

	it("states the rate limits of the firewall and the gateway", () => {
		const numbers = [firewallLimits.perAddress, firewallLimits.perToken].map((limit) => limit.toLocaleString("en"));
		const perSecond = Object.values(routeLimits).map((limit) => `${limit?.perSecond} a second`);
		for (const text of [...numbers, ...perSecond]) expect(document.info.description).toContain(text);
	});

	it("lists every problem code but internal-error at some route, and a 500 at all", () => {
		const listed = new Set(JSON.stringify(document.paths).match(/(?<=urn:rireki:problem:)[\w-]+/g));
		expect(problemCodes.filter((code) => !listed.has(code))).toEqual(["internal-error"]);
		const operations = Object.values<object>(document.paths).flatMap((item) => Object.values(item));
		for (const { responses } of operations) expect(Object.keys(responses)).toContain("500");
	});
});

describe("the examples of the OpenAPI document", () => {
	const acme = demoTenants(new Date("2026-11-20T16:30:00+09:00")).find((tenant) => tenant.tenantId === "acme");
	const known = new Set([
		...(acme?.campaigns ?? []).flatMap((one) => [one.campaignId, ...one.results.map((result) => result.resultId)]),
		...(acme?.agents ?? []).map((agent) => agent.accountId),
	]);

	for (const [name, operation] of Object.entries(operations)) {
		it(`for ${name} fit its schemas`, () => {
			const { body, answer } = operation;
			for (const { value } of Object.values(body?.examples ?? {})) {
				expect(body?.schema.safeParse(value).error?.issues ?? []).toEqual([]);
			}
			if (answer.status === 204) expect(answer.schema).toBeUndefined();
			else expect(answer.schema?.parse(answer.example)).toEqual(answer.example);
		});
	}

	it("have addresses that a client can open", () => {
		const urls = [...JSON.stringify(document.paths).matchAll(/"url":"([^"]+)"/g)].map(([, url = ""]) => url);
		expect(urls.length).toBeGreaterThan(1);
		for (const url of urls) expect(new URL(url).href).toBe(url);
	});

	it("use only ids of the demonstration tenant acme", () => {
		const searches = Object.values(operations["search-call-histories"].body?.examples ?? {}).map(({ value }) => value);
		const inBackground = Object.values(operations["create-async-search"].body?.examples ?? {}).map(
			({ value }) => (value as { conditions: object }).conditions,
		);
		for (const conditions of [...searches, ...inBackground]) {
			const ids = Object.entries(conditions as object).flatMap(([field, ids]) => (field.endsWith("Ids") ? ids : []));
			for (const id of ids) expect(known, id).toContain(id);
		}
	});
});
