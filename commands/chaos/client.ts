import { setTimeout as sleep } from "node:timers/promises";
import type { StackDescription } from "../../local/stack-description.ts";
import { requestToken } from "../request-token.ts";
import type { Ledger } from "./ledger.ts";
import { tenant } from "./tenant.ts";

export interface Answer {
	/** 0 if there was no answer. */
	status: number;
	// biome-ignore lint/suspicious/noExplicitAny: a client reads answers without types
	body: any;
	etag: string | null;
}

interface Asked {
	body?: object;
	ifMatch?: string;
}

/** Longer than the gateway waits. */
const patienceMs = 35_000;
/** An answer takes up to ten seconds, a search up to twenty, plus some for a busy machine. */
const longestSeconds = 24;
/** Between attempts while the stack is down. */
const pauseMs = 300;

/** Calls the API as people do: with a token, once, and without knowing the outcome if no answer arrives. */
export class Client {
	readonly #tokens = new Map<string, string>();
	readonly #urls: () => StackDescription;
	readonly #ledger: Ledger;

	constructor(urls: () => StackDescription, ledger: Ledger) {
		this.#urls = urls;
		this.#ledger = ledger;
	}

	async call(account: string, operation: string, { body, ifMatch }: Asked = {}): Promise<Answer> {
		const [method = "", path = ""] = operation.split(" ");
		const started = performance.now();
		let answer: Answer = { status: 0, body: undefined, etag: null };
		try {
			const response = await fetch(this.#urls().api + path, {
				method,
				signal: AbortSignal.timeout(patienceMs),
				headers: {
					authorization: `Bearer ${await this.#tokenOf(account)}`,
					...(body ? { "content-type": "application/json" } : {}),
					...(ifMatch ? { "if-match": ifMatch } : {}),
				},
				...(body ? { body: JSON.stringify(body) } : {}),
			});
			const text = await response.text();
			answer = { status: response.status, body: text ? JSON.parse(text) : null, etag: response.headers.get("etag") };
		} catch {
			// The stack was killed, or did not answer.
		}
		this.#ledger.answered(`${method} ${path.replace(/\/[^/?]*\d[^/?]*/g, "/…").replace(/\?.*/, "")}`, answer.status);
		const seconds = (performance.now() - started) / 1000;
		if (answer.status === 0) await sleep(pauseMs);
		else if (seconds > longestSeconds) this.#ledger.wrongAnswers.push(`${operation} took ${Math.round(seconds)} s`);
		return answer;
	}

	/** Repeats a call until it does not fail; for times without faults. */
	async ask(account: string, operation: string, asked: Asked = {}): Promise<Answer> {
		for (let attempt = 1; ; attempt++) {
			const answer = await this.call(account, operation, asked);
			if (answer.status > 0 && answer.status < 500) return answer;
			if (attempt === 5) throw new Error(`${operation}: ${answer.status} ${JSON.stringify(answer.body)}`);
		}
	}

	async #tokenOf(account: string): Promise<string> {
		const { issuer } = this.#urls();
		const name = `${issuer} ${account}`;
		const token = this.#tokens.get(name) ?? (await requestToken(issuer, { tenant, account, role: "any" }));
		this.#tokens.set(name, token);
		return token;
	}
}
