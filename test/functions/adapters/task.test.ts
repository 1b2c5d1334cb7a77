import { expect, it } from "vitest";
import * as z from "zod";
import { taskHandler } from "../../../functions/adapters/task.ts";
import { createHandler as executionClosed } from "../../../functions/events/execution-closed.ts";
import { asyncSearchRunSchema } from "../../../shared/async-search/model.ts";
import { currentScope, type Scope } from "../../../shared/platform/scope.ts";

const search = { tenantId: "acme", accountId: "sv01", asyncSearchId: "s-1", run: 1, correlationId: "request-1" };
const scope = { correlationId: "request-1", tenantId: "acme", accountId: "sv01" };

it("runs in the scope of the search's tenant and of the request that created the search", async () => {
	const input = z.object({ search: asyncSearchRunSchema });
	const handler = taskHandler("task", input, async (scopes: unknown[]) => void scopes.push(currentScope()));
	const scopes: unknown[] = [];
	await handler(scopes)({ search });
	expect(scopes).toEqual([scope]);
	await expect(handler(scopes)({ search: { tenantId: "acme" } })).rejects.toThrow();
});

it("settles an execution that ended on its own in the same scope", async () => {
	const seen: (Scope | undefined)[] = [];
	const markFailed = async () => {
		seen.push(currentScope());
		throw new Error("staged");
	};
	const deps = { now: Date.now, asyncSearches: { markFailed } };
	const detail = { status: "TIMED_OUT", input: JSON.stringify({ search }), error: null };
	await expect(executionClosed(deps as never)({ detail })).rejects.toThrow("staged");
	expect(seen).toEqual([scope]);
});
