import { NodeHttpHandler, type NodeHttpHandlerOptions } from "@smithy/node-http-handler";
import { whenSilent } from "./silence.ts";
import { currentCallMs, currentSignal, within } from "./time-limit.ts";

/** How long a client waits, in milliseconds. */
export interface TimeLimits {
	/** For bytes to arrive or leave on a connection. */
	idleMs: number;
	/**
	 * For the service to begin any answer: as long as it answers other requests, this one is only waiting for its turn.
	 * Without it, a request may last as long as its bytes flow.
	 */
	answerMs?: number;
	/** For a call with all its attempts, counted from when the service last served any call. */
	callMs: number;
}

/**
 * Sends requests that always end: with an answer, at a limit (a retryable error), or when the time of the enclosing
 * work is over. The SDK's own handler is not enough: `requestTimeout` only warns by default, and both it and
 * `connectionTimeout` include the time in which a request waits for a socket, or the process is busy.
 */
export class BoundedHttpHandler extends NodeHttpHandler {
	private readonly answerMs: number | undefined;
	private heardAt = 0;
	/** When the service last answered, by `performance.now()`. */
	servedAt = 0;

	constructor({ idleMs, answerMs }: Omit<TimeLimits, "callMs">, options: NodeHttpHandlerOptions = {}) {
		super({
			socketTimeout: idleMs,
			...(answerMs === undefined ? { connectionTimeout: idleMs } : {}),
			...options,
		});
		this.answerMs = answerMs;
	}

	override async handle(...[request, options]: Parameters<NodeHttpHandler["handle"]>) {
		const controller = new AbortController();
		for (const outer of [currentSignal(), options?.abortSignal as AbortSignal | undefined]) {
			if (outer?.aborted) throw outer.reason;
			outer?.addEventListener("abort", () => controller.abort(outer.reason), { once: true });
		}
		let isSilent = false;
		const silence = () => {
			isSilent = true;
			controller.abort();
		};
		const stop = this.answerMs === undefined ? () => {} : whenSilent(this.answerMs, () => this.heardAt, silence);
		try {
			const answer = await super.handle(request, { ...options, abortSignal: controller.signal as never });
			this.heardAt = performance.now();
			if (answer.response.statusCode < 300) this.servedAt = this.heardAt;
			return answer;
		} catch (cause) {
			if (!isSilent) throw cause;
			throw Object.assign(new Error(`no answer within ${this.answerMs} ms`, { cause }), { name: "TimeoutError" });
		} finally {
			stop();
		}
	}
}

interface Client {
	middlewareStack: { add(middleware: never, options: { step: "initialize"; name: string; priority: "high" }): void };
}

/** Limits the time of each call of an SDK client, whatever its attempts do. */
export function limitCalls<C extends Client>(client: C, handler: BoundedHttpHandler, callMs: number): C {
	const heardAt = () => handler.servedAt;
	const limit = (next: (args: unknown) => Promise<unknown>) => (args: unknown) =>
		within(Math.min(callMs, currentCallMs()), () => next(args), { heardAt });
	client.middlewareStack.add(limit as never, { step: "initialize", name: "timeLimit", priority: "high" });
	return client;
}
