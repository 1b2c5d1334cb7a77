import { readFileSync, writeFileSync } from "node:fs";
import { gunzipSync, gzipSync } from "node:zlib";
import { isThorough } from "../support/thorough.ts";

const bankFile = new URL("../data/bank-calls.ndjson.gz", import.meta.url);

export interface Call {
	callId: string;
	calledAt: string;
	campaignId: string;
	batchId: string;
	customerListId: string;
	callingGroupId: string;
	customerId: string;
	callerId: string;
	name: string;
	kana: string;
	phone: string;
	agentId?: string;
	talkedWith?: "self" | "other";
	resultId: string;
	durationSeconds: number;
	nextAction?: { type: "continue" | "redial" | "done"; redialAt?: string };
	memo?: string;
	createdAt: string;
	requestId: string;
}

interface Event {
	type: string;
	data: Record<string, string> & { results?: { resultId: string; label: string }[] };
}

/** On this day, all calls of the file would have expired years ago, if the file were not moved by weeks. */
export const today = "2031-03-06";
/** From the Thursday on which the file ends to the Thursday a week before {@link today}. */
const moveWeeks = 223;

// What a plain script reads from the file, without any code of the product.

/** The calls of one customer in ten; those of all in a thorough run, which are more than a search may show. */
const lines = gunzipSync(readFileSync(bankFile))
	.toString("utf8")
	.trim()
	.split("\n")
	.filter((line) => isThorough || !/"customerId":"cu-\d*[0-8]"/.test(line));

/** How many lines and calls that is. */
export const size = isThorough ? { lines: 14_443, calls: 14_376 } : { lines: 1578, calls: 1511 };

export function writeBankFile(path: string): void {
	writeFileSync(path, gzipSync(lines.join("\n")));
}

const events: Event[] = lines.map((line) =>
	JSON.parse(line, (_, value) => (/^\d{4}-\d\d-\d\d(T.*)?$/.test(value) ? moved(value) : value)),
);

function moved(text: string): string {
	const date = new Date(`${text.slice(0, 10)}T00:00Z`);
	date.setUTCDate(date.getUTCDate() + 7 * moveWeeks);
	return date.toISOString().slice(0, 10) + text.slice(10);
}

export const calls = events
	.filter((event) => event.type === "rireki.call.completed.v1")
	.map((event) => event.data as unknown as Call);

export const newestFirst = calls.toSorted((a, b) =>
	a.calledAt === b.calledAt ? (a.callId < b.callId ? 1 : -1) : a.calledAt < b.calledAt ? 1 : -1,
);

const names = new Map<string, string>();
for (const { type, data } of events) {
	if (!type.endsWith(".saved.v1")) continue;
	for (const key of ["campaignId", "batchId", "customerListId", "callingGroupId", "accountId"]) {
		const isOwn =
			type === `rireki.${key.replace(/Id$/, "").replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}.saved.v1`;
		if (isOwn) names.set(`${key} ${data[key]}`, data.name ?? "");
	}
	for (const { resultId, label } of data.results ?? []) names.set(`resultId ${resultId}`, label);
}
const systemResults: Record<string, string> = {
	timeout: "タイムアウト",
	no_agent: "エージェントなし",
	busy_or_announcement: "話中・アナウンス",
	do_not_call: "発信禁止リスト対象",
	out_of_service_number: "サービス対象外番号",
	concurrent_call_limit: "同時通話数上限",
	system_error: "システムエラー",
};

const shown = (time: string) => time.slice(0, 19).replaceAll("-", "/").replace("T", " ");
const duration = (seconds: number) =>
	`${Math.floor(seconds / 3600)}:${new Date(seconds * 1000).toISOString().slice(14, 19)}`;
/** Numbers, and texts that begin like a formula, are written as literals. */
const text = (value = "") => (/^(\+?\d+$|[=+\-@＝＋－＠])/.test(value) ? literal(value) : value);
const literal = (value: string) => `="${value.replaceAll('"', '""')}"`;
const actions = { continue: "自動発信継続", redial: "再発信日時設定", done: "完了" };

/** The expected line of a call in the file. */
export function expectedRow(call: Call): string[] {
	const action = call.nextAction ?? { type: "continue" };
	return [
		call.callId,
		literal(shown(call.calledAt)),
		names.get(`campaignId ${call.campaignId}`) ?? "",
		names.get(`batchId ${call.batchId}`) ?? "",
		names.get(`customerListId ${call.customerListId}`) ?? "",
		names.get(`callingGroupId ${call.callingGroupId}`) ?? "",
		text(call.callerId),
		text(call.name),
		text(call.kana),
		text(call.phone),
		names.get(`accountId ${call.agentId}`) ?? "",
		call.talkedWith ? { self: "本人", other: "その他" }[call.talkedWith] : "",
		systemResults[call.resultId] ?? names.get(`resultId ${call.resultId}`) ?? "",
		literal(duration(call.durationSeconds)),
		action.redialAt ? `${actions.redial} ${shown(action.redialAt)}` : actions[action.type],
		text(call.memo),
		literal(shown(call.createdAt)),
		text(call.requestId),
		"",
		literal(shown(call.createdAt)),
		"",
	];
}
