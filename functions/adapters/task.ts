import middy from "@middy/core";
import type * as z from "zod";
import { log } from "../../shared/platform/logger.ts";
import { metered } from "../../shared/platform/meter.ts";

/**
 * A task of the state machine: its input is checked once, its cost is logged, and an error keeps its name, by which the machine
 * decides whether to try again.
 */
export function taskHandler<Deps, Schema extends z.ZodType, Output>(
	name: string,
	input: Schema,
	run: (deps: Deps, input: z.infer<Schema>) => Promise<Output>,
): (deps: Deps) => (event: unknown) => Promise<Output | null> {
	return (deps) => {
		const handler = middy<unknown, Output | null>().onError(({ error, event }) => {
			log("error", `${name} failed`, { ...(event as { search?: object }).search, error });
		});
		handler.handler((event) =>
			metered(async (cost) => {
				const started = performance.now();
				const output = await run(deps, input.parse(event));
				const { readUnits, writeUnits, calls } = cost;
				const milliseconds = Math.round(performance.now() - started);
				log("info", name, { ...(event as { search?: object }).search, readUnits, writeUnits, calls, milliseconds });
				// A task without an output would be an execution without a state.
				return output ?? null;
			}),
		);
		return async (event) => (await handler(event, {} as never)) as Output | null;
	};
}
