import type { FunctionName } from "../../../infra/functions.ts";
import { createDeps, type Deps } from "../../../local/deps.ts";
import { envSchema } from "../../../shared/platform/env.ts";
import { dayMs } from "../../../shared/time/model.ts";
import { createBundleWorld } from "../../support/bundle-world.ts";
import { recordServiceCalls } from "../../support/service-calls.ts";
import { toEvent } from "../../support/world.ts";

export type Driver = Awaited<ReturnType<typeof createDriver>>;

export const confirmationToken = "t".repeat(43);

/** Runs every function on real clients, one table and stand-ins of the services, and records the calls of each. */
export async function createDriver() {
	const bundles = await createBundleWorld();
	const { world } = bundles;
	const calls = recordServiceCalls();
	world.clock.now = Date.parse("2026-11-20T15:00:00+09:00");
	const own = createDeps(envSchema.parse(bundles.env));
	const deps: Deps = {
		...own,
		now: () => world.clock.now,
		newToken: () => confirmationToken,
		recordingFiles: {
			...own.recordingFiles,
			// The bucket runs on the machine's clock.
			async listAfter(after) {
				const { objects, more } = await own.recordingFiles.listAfter(after);
				return { objects: objects.map((object) => ({ ...object, storedAt: world.clock.now - 35 * dayMs })), more };
			},
		},
	};

	// biome-ignore lint/suspicious/noExplicitAny: each function has its own event and answer
	async function invoke(name: FunctionName, event: object = {}): Promise<any> {
		const module = await import(new URL(`../../../functions/${name}.ts`, import.meta.url).href);
		return calls.during(name, () => module.createHandler(deps)(event));
	}

	return {
		world,
		deps,
		calls,
		invoke,
		files: bundles.files,
		recordings: bundles.recordings,
		stop: bundles.stop,

		/** Calls a route. @returns the status, and the members of the body */
		// biome-ignore lint/suspicious/noExplicitAny: each route has its own answer
		async call(name: string, request: Parameters<typeof toEvent>[0] = {}): Promise<any> {
			const answer = await invoke(`api/${name}` as FunctionName, toEvent({ account: "ag01", ...request }));
			return { status: answer.statusCode, ...JSON.parse(answer.body ?? "null") };
		},

		/** Hands messages to a function as a queue does. */
		deliver(name: FunctionName, ...bodies: object[]) {
			const attributes = { ApproximateReceiveCount: "1", SentTimestamp: String(world.clock.now) };
			const Records = bodies.map((body, index) => {
				const text = JSON.stringify(body);
				return { messageId: `m-${index}`, receiptHandle: `r-${index}`, body: text, attributes, messageAttributes: {} };
			});
			return invoke(name, { Records });
		},
	};
}
