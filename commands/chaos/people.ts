import type { Random } from "../../local/demo/random.ts";
import { formatJst } from "../../shared/time/model.ts";
import type { Answer, Client } from "./client.ts";
import { increase, type Ledger, outcomeOf } from "./ledger.ts";
import { accounts, calendar } from "./tenant.ts";

const firstMoment = Date.parse("2026-08-01T00:00:00+09:00");

/** People at the console, who search, open calls, correct them and listen to recordings. */
export class People {
	readonly #client: Client;
	readonly #ledger: Ledger;
	readonly #random: Random;
	readonly #name: string;
	#corrections = 0;

	constructor(client: Client, ledger: Ledger, random: Random, name: string) {
		this.#name = name;
		this.#client = client;
		this.#ledger = ledger;
		this.#random = random;
	}

	/** Does one thing. */
	act(): Promise<void> {
		const act = this.#random.weighted([
			[() => this.#search(), 3],
			[() => this.#correct(), 4],
			[() => this.#correctSeveral(), 1],
			[() => this.#listen(), 1],
		] as const);
		return act();
	}

	async #search(): Promise<void> {
		// A unique moment, by which the audit finds the trail's entry.
		const from = formatJst(firstMoment + 1000 * this.#ledger.nextNumber());
		const narrowed = this.#random.pick([{}, { name: "高橋" }, { memo: "訂正" }, { keyword: "初回" }]);
		const body = { period: { from, to: "2027-01-01T00:00" }, page: { size: 50 }, ...narrowed };
		const answer = await this.#client.call(accounts.admin, "POST /call-histories/search", { body });
		this.#judge("a search", answer);
		if (answer.status !== 200) return;
		this.#ledger.searches.add(from);
		const ids = answer.body.rows.map(({ callId }: { callId: string }) => callId);
		if (new Set(ids).size < ids.length) this.#ledger.wrongAnswers.push(`a call appears twice in one answer: ${ids}`);
		const unknown = ids.filter((id: string) => !this.#ledger.calls.has(id));
		if (unknown.length > 0) this.#ledger.wrongAnswers.push(`a search shows calls that were never sent: ${unknown}`);
	}

	async #correct(): Promise<void> {
		const call = this.#pickCall();
		if (!call) return;
		const account = this.#random.pick([accounts.admin, accounts.supervisor]);
		const path = `/call-histories/${call.callId}`;
		const read = await this.#client.call(account, `GET ${path}`);
		this.#judge("a detail", read);
		if (read.status !== 200 || !read.etag) return;
		const memo = this.#newMemo();
		const asked = { body: { memo, reason: "聞き直し" }, ifMatch: read.etag };
		const answer = await this.#client.call(account, `PATCH ${path}`, asked);
		this.#judge("a correction", answer);
		const { status } = answer;
		this.#ledger.corrections.push({ callId: call.callId, memo, outcome: outcomeOf(status), status });
	}

	async #correctSeveral(): Promise<void> {
		const callIds = new Set([1, 2, 3].flatMap(() => this.#pickCall()?.callId ?? []));
		const items = [];
		for (const callId of callIds) {
			const { status, body } = await this.#client.call(accounts.admin, `GET /call-histories/${callId}`);
			if (status === 200) items.push({ callId, version: body.version as number, memo: this.#newMemo() });
		}
		if (items.length === 0) return;
		const asked = { body: { items, reason: "まとめて訂正" } };
		const answer = await this.#client.call(accounts.admin, "POST /call-histories/corrections", asked);
		this.#judge("corrections", answer);
		for (const [index, { callId, memo }] of items.entries()) {
			const problem = answer.status === 200 ? answer.body.items[index].problem : undefined;
			if (problem) this.#judge("one of several corrections", { ...answer, status: problem.status, body: problem });
			const status = problem?.status ?? answer.status;
			this.#ledger.corrections.push({ callId, memo, outcome: outcomeOf(status), status });
		}
	}

	/** A unique text, by which the audit finds the correction. */
	#newMemo(): string {
		return `訂正 ${this.#name}-${++this.#corrections} ${this.#random.digits(20)}`;
	}

	async #listen(): Promise<void> {
		const call = this.#pickCall();
		if (!call?.recordingKey) return;
		const { status } = await this.#client.call(accounts.admin, `GET /call-histories/${call.callId}/recording`);
		if (status === 200) increase(this.#ledger.openedRecordings, call.callId);
	}

	/** Picks a call, but none that expires during the run: its trail is removed with it. */
	#pickCall() {
		const calls = [...this.#ledger.calls.values()].filter(({ batch }) => batch !== "short");
		return calls.length > 0 ? this.#random.pick(calls) : undefined;
	}

	/** Slow, throttled or silent services behind the API must result in 503, not in 500. */
	#judge(what: string, { status, body }: Answer): void {
		if (status !== 500 || body?.code === undefined) return;
		this.#ledger.wrongAnswers.push(`${what} was answered with 500 ${body.code} instead of 503`);
	}
}

export const wholePeriod = { from: formatJst(firstMoment), to: formatJst(calendar.afterAll) };
