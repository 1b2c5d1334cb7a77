import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import type { Intake } from "./dialler.ts";
import type { Answered, Target } from "./target.ts";

const correctedEveryMs = 2000;
const exportedEveryMs = 30_000;
const readEveryMs = 1000;

/** Answers by kind of request. */
export type Answers = Record<"corrections" | "exports", Answered[]>;

/** Supervisors' other work during the run: corrections of incoming calls, and exports of today. */
export async function workAtDesk(target: Target, known: Intake["known"], until: number): Promise<Answers> {
	const answers: Answers = { corrections: [], exports: [] };
	await Promise.all([correct(target, known, answers, until), exportAll(target, answers, until)]);
	return answers;
}

async function correct(
	{ call }: Target,
	known: Intake["known"],
	{ corrections }: Answers,
	until: number,
): Promise<void> {
	while (Date.now() < until) {
		await sleep(correctedEveryMs);
		const callId = known[Math.floor(Math.random() * known.length)];
		if (!callId) continue;
		const body = { memo: `負荷試験 ${corrections.length}` };
		corrections.push(await call("PATCH", `/call-histories/${callId}`, body, { "if-match": "*" }));
	}
}

/** One at a time, each deleted afterwards, because only ten may be kept. */
async function exportAll({ call }: Target, { exports }: Answers, until: number): Promise<void> {
	while (Date.now() < until) {
		const to = new Date().toISOString();
		const conditions = { period: { from: new Date(Date.now() - 3_600_000).toISOString(), to } };
		const key = { "idempotency-key": randomUUID() };
		const begun = performance.now();
		const created = await call("POST", "/async-searches", { conditions }, key);
		const path = `/async-searches/${created.body.asyncSearchId}`;
		let { state } = created.body;
		while (created.status === 202 && state !== "completed" && state !== "failed" && Date.now() < until) {
			await sleep(readEveryMs);
			({ state } = (await call("GET", path)).body);
		}
		const status = state === "failed" ? 500 : created.status;
		if (created.status !== 202 || state === "completed" || state === "failed") {
			exports.push({ ...created, status, milliseconds: performance.now() - begun });
		}
		if (created.status === 202) await call("DELETE", path);
		await sleep(Math.min(exportedEveryMs, Math.max(0, until - Date.now())));
	}
}
