import { setTimeout as sleep } from "node:timers/promises";
import type { Random } from "../../local/demo/random.ts";
import type { Client } from "./client.ts";
import { type AskedExport, increase, type Ledger, outcomeOf } from "./ledger.ts";
import { wholePeriod } from "./people.ts";

interface ListedExport {
	asyncSearchId: string;
	state: string;
	createdAt: string;
}

/** One account's asynchronous searches: it creates, runs again, downloads and deletes. */
export class Exporter {
	readonly #client: Client;
	readonly #ledger: Ledger;
	readonly #random: Random;
	readonly #account: string;

	constructor(account: string, client: Client, ledger: Ledger, random: Random) {
		this.#account = account;
		this.#client = client;
		this.#ledger = ledger;
		this.#random = random;
	}

	/** Does one thing, and pauses, because mails are distinguished by the second in which their search was requested. */
	async act(): Promise<void> {
		const act = this.#random.weighted([
			[() => this.#create(), 4],
			[() => this.#rerun(), 1],
			[() => this.#download(), 2],
			[() => this.#delete(), 2],
		] as const);
		await act();
		await sleep(1100);
	}

	async #create(): Promise<void> {
		const encoding = this.#random.pick(["utf-8", "shift_jis"]);
		const body = { conditions: { period: wholePeriod }, encoding, columns: ["callId", "requestId", "memo"] };
		const { status, body: made } = await this.#client.call(this.#account, "POST /async-searches", { body });
		if (status === 202) {
			const { asyncSearchId, createdAt } = made;
			const asked: AskedExport = { account: this.#account, asyncSearchId, createdAt, runs: 1, perhapsMore: false };
			this.#ledger.exports.set(asyncSearchId, asked);
		} else if (outcomeOf(status) === "unknown") increase(this.#ledger.unheardExports, this.#account);
		else if (status === 409) await this.#delete();
	}

	async #rerun(): Promise<void> {
		const search = await this.#pick(["completed", "failed"]);
		if (!search) return;
		const { status } = await this.#client.call(this.#account, `POST /async-searches/${search.asyncSearchId}/rerun`);
		const asked = this.#ledger.exports.get(search.asyncSearchId);
		if (asked && status === 202) asked.runs++;
		if (asked && outcomeOf(status) === "unknown") asked.perhapsMore = true;
	}

	async #download(): Promise<void> {
		const search = await this.#pick(["completed"]);
		if (!search) return;
		const { status } = await this.#client.call(this.#account, `GET /async-searches/${search.asyncSearchId}/download`);
		if (status === 200) increase(this.#ledger.downloads, search.asyncSearchId);
	}

	async #delete(): Promise<void> {
		const search = await this.#pick(["completed", "failed", "processing", "unprocessed"]);
		if (!search) return;
		const { status } = await this.#client.call(this.#account, `DELETE /async-searches/${search.asyncSearchId}`);
		const asked = this.#ledger.exports.get(search.asyncSearchId);
		if (asked) asked.deletion = outcomeOf(status);
	}

	async #pick(states: readonly string[]): Promise<ListedExport | undefined> {
		const { status, body } = await this.#client.call(this.#account, "GET /async-searches");
		if (status !== 200) return undefined;
		const items: ListedExport[] = body.items;
		if (items.length > 10)
			this.#ledger.wrongAnswers.push(`${this.#account} keeps ${items.length} asynchronous searches`);
		const fitting = items.filter(({ state }) => states.includes(state));
		return fitting.length > 0 ? this.#random.pick(fitting) : undefined;
	}
}
