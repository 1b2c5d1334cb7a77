import { randomUUID } from "node:crypto";
import middy from "@middy/core";
import * as z from "zod";
import { asyncSearchRunSchema } from "../../shared/async-search/model.ts";
import { log } from "../../shared/platform/logger.ts";
import { metered } from "../../shared/platform/meter.ts";
import { inScope, type Scope } from "../../shared/platform/scope.ts";

/**
 * A task of the state machine: its input is checked once, it works in the scope of its search's tenant, its cost is
 * logged, and an error keeps its name, by which the state machine decides whether to try again.
 */
export function taskHandler<Deps, Schema extends z.ZodType, Output>(
	name: string,
	input: Schema,
	run: (deps: Deps, input: z.infer<Schema>) => Promise<Output>,
): (deps: Deps) => (event: unknown) => Promise<Output | null> {
	return (deps) => {
		const handler = middy<z.ZodSafeParseResult<z.infer<Schema>>, Output | null>()
			.onError(({ error }) => log("error", `${name} failed`, { error }))
			.handler((parsed) =>
				metered(async (cost) => {
					if (!parsed.success) throw parsed.error;
					const output = await run(deps, parsed.data);
					const { readUnits, writeUnits, calls, milliseconds } = cost;
					log("info", name, { readUnits, writeUnits, calls, tableMilliseconds: Math.round(milliseconds) });
					// A task without an output would be an execution without a state.
					return output ?? null;
				}),
			);
		return (event) => {
			const parsed = input.safeParse(event);
			return inScope(scopeOf(parsed.data), async () => (await handler(parsed, {} as never)) as Output | null);
		};
	};
}

/** The scope of a task: the tenant of its search, which an authenticated caller put into the execution's input. */
function scopeOf(input: unknown): Scope {
	const parsed = z.object({ search: asyncSearchRunSchema }).safeParse(input);
	if (!parsed.success) return { correlationId: randomUUID() };
	const { tenantId, accountId, asyncSearchId, correlationId = asyncSearchId } = parsed.data.search;
	return { correlationId, tenantId, accountId };
}
