import { expect } from "vitest";
import { operations } from "../../contract/openapi/operations.ts";
import type { ApiFunction } from "../../infra/routes.ts";
import type { ApiResponse } from "../support/world.ts";

/** Checks an answer against what the document says about its route. */
export function expectFit(name: ApiFunction, { status, headers, body }: ApiResponse): void {
	const { answer } = operations[name];
	expect(status, JSON.stringify(body)).toBe(answer.status ?? 200);
	// Parsing drops undocumented members, so any of them fails the comparison.
	expect(answer.schema?.parse(body) ?? null).toEqual(body);
	expect(headers).toMatchObject({
		...(answer.schema ? { "content-type": "application/json" } : {}),
		"cache-control": "no-store",
		"server-timing": expect.stringMatching(/^db;dur=\d+\.\d;desc="rcu=[\d.]+ wcu=[\d.]+ calls=\d+ trips=\d+"$/),
	});
	expect(headers.etag).toEqual(answer.etag ? `"${body.version}"` : undefined);
	expect(headers.location).toEqual(answer.location ? `/v1/async-searches/${body.asyncSearchId}` : undefined);
}
