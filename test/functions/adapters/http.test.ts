import { expect, it } from "vitest";
import * as z from "zod";
import { apiHandler } from "../../../functions/adapters/http.ts";
import { currentScope, type Scope } from "../../../shared/platform/scope.ts";
import { toEvent } from "../../support/world.ts";

const handler = apiHandler({ body: z.looseObject({}) }, async (scopes: (Scope | undefined)[]) => {
	await Promise.resolve();
	scopes.push(currentScope());
	return { body: {} };
});

it("runs each request in the scope of its token's tenant and its request id, whatever the body says", async () => {
	const scopes: (Scope | undefined)[] = [];
	const requests = ["acme", "harbour"].map((tenant) =>
		toEvent({ tenant, account: "sv01", body: { tenantId: "foreign" } }),
	);
	await Promise.all(requests.map(handler(scopes)));
	expect(scopes).toEqual(
		["acme", "harbour"].map((tenantId) => ({ correlationId: "test-request", tenantId, accountId: "sv01" })),
	);
	expect(currentScope()).toBeUndefined();
});
