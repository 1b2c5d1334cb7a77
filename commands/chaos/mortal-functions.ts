import { AsyncLocalStorage } from "node:async_hooks";
import { type FunctionName, functionSpec } from "../../infra/functions.ts";
import type { Deps } from "../../local/deps.ts";
import { type Functions, loadFunctions } from "../../local/functions.ts";
import type { Faults } from "./faults.ts";

/** A run cannot wait for a function for a quarter of an hour. */
const longestSeconds = 30;

interface Invocation {
	requestsToLive: number;
	die: (cause: Error) => void;
	dead: boolean;
}

type Handler = (input: never) => Promise<unknown>;
type Faulty = Pick<Faults, "drawRequestsToLive" | "count">;

/**
 * The functions as Lambda runs them: each invocation ends at its time limit, and some die between two requests. A dead
 * one makes no further requests, and its caller gets Lambda's error.
 */
export async function mortalFunctions(deps: Deps, faults: Faulty): Promise<Functions> {
	const invocations = new AsyncLocalStorage<Invocation>();

	function step(work: () => unknown): unknown {
		const invocation = invocations.getStore();
		if (invocation && !invocation.dead && --invocation.requestsToLive < 0) {
			faults.count("function: died");
			invocation.die(named("Runtime.ExitError", "the process ended between two requests"));
		}
		return invocation?.dead ? new Promise(() => {}) : work();
	}

	const mortal = (part: object) =>
		new Proxy(part, {
			get(target, key) {
				const member = Reflect.get(target, key, target);
				if (typeof member !== "function") return member;
				return (...args: unknown[]) => step(() => member.apply(target, args));
			},
		});
	const parts = Object.entries(deps).map(([name, part]) => [name, typeof part === "object" ? mortal(part) : part]);
	const functions = await loadFunctions(Object.fromEntries(parts) as Deps);

	const limited = <H extends Handler>(name: FunctionName, handler: H): H =>
		((input: never) => {
			const { promise, reject } = Promise.withResolvers<never>();
			const invocation: Invocation = {
				requestsToLive: faults.drawRequestsToLive(),
				dead: false,
				die(cause) {
					invocation.dead = true;
					reject(cause);
				},
			};
			const seconds = Math.min(longestSeconds, functionSpec(name).timeoutSeconds);
			const limit = setTimeout(() => {
				faults.count("function: timed out");
				invocation.die(named("Sandbox.Timedout", `${name} timed out after ${seconds} seconds`));
			}, seconds * 1000);
			const work = invocations.run(invocation, () => handler(input));
			return Promise.race([work, promise]).finally(() => clearTimeout(limit));
		}) as H;
	const allLimited = <H extends Handler>(folder: "api" | "workflow", handlers: Readonly<Record<string, H>>) =>
		Object.fromEntries(
			Object.entries(handlers).map(([name, handler]) => [name, limited(`${folder}/${name}` as FunctionName, handler)]),
		);
	return {
		api: allLimited("api", functions.api),
		workflow: allLimited("workflow", functions.workflow),
		intake: limited("events/intake", functions.intake),
		retention: limited("events/retention", functions.retention),
		changes: limited("events/changes", functions.changes),
		executionClosed: limited("events/execution-closed", functions.executionClosed),
		sweep: limited("events/sweep", functions.sweep),
		pack: limited("events/pack", functions.pack),
	};
}

function named(name: string, message: string): Error {
	const error = new Error(message);
	error.name = name;
	return error;
}
