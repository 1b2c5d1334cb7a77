import { NodeHttpHandler, type NodeHttpHandlerOptions } from "@smithy/node-http-handler";
import { currentCallMs, currentSignal, within } from "./time-limit.ts";

/** How long a client waits, in milliseconds. */
export interface TimeLimits {
	/** For bytes to come or go, from the first to the last of a request and its answer. */
	idleMs: number;
	/** For an answer to begin; without it, a request may take as long as its bytes flow. */
	answerMs?: number;
	/** For a call with all of its attempts and what lies between them. */
	callMs: number;
}

const connectMs = 1000;

/**
 * Sends requests that end, if not by an answer: by the limits, which are errors that another attempt may follow, or with the time of
 * what they are made in. `requestTimeout` alone would only warn, and the length of a silence has no bound by itself.
 */
export class BoundedHttpHandler extends NodeHttpHandler {
	constructor({ idleMs, answerMs }: Omit<TimeLimits, "callMs">, options: NodeHttpHandlerOptions = {}) {
		super({
			connectionTimeout: Math.min(connectMs, idleMs),
			socketTimeout: idleMs,
			...(answerMs === undefined ? {} : { requestTimeout: answerMs, throwOnRequestTimeout: true }),
			...options,
		});
	}

	override async handle(...[request, options]: Parameters<NodeHttpHandler["handle"]>) {
		const signal = currentSignal();
		if (signal?.aborted) throw signal.reason;
		return super.handle(request, signal ? { ...options, abortSignal: signal as never } : options);
	}
}

interface Client {
	middlewareStack: { add(middleware: never, options: { step: "initialize"; name: string; priority: "high" }): void };
}

/** Makes each call of a client of the SDK end in time, whatever its attempts do. */
export function limitCalls<C extends Client>(client: C, callMs: number): C {
	const limit = (next: (args: unknown) => Promise<unknown>) => (args: unknown) =>
		within(Math.min(callMs, currentCallMs()), () => next(args));
	client.middlewareStack.add(limit as never, { step: "initialize", name: "timeLimit", priority: "high" });
	return client;
}
