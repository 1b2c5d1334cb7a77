import type { CallHistory, Expiring } from "../../shared/call-history/model.ts";
import { batchExpiresAt } from "../../shared/directory/model.ts";

/** A seeded source of numbers from 0 to 1 (mulberry32). */
export function createRandom(seed: number): () => number {
	let state = seed;
	return () => {
		state = (state + 0x6d2b79f5) | 0;
		let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
		mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
		return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
	};
}

const surnames = ["佐藤", "鈴木", "髙橋", "田中", "伊藤", "渡邉", "山本", "中村", "小林", "長谷川"];
const surnamesKana = [
	"サトウ",
	"スズキ",
	"タカハシ",
	"タナカ",
	"イトウ",
	"ワタナベ",
	"ヤマモト",
	"ナカムラ",
	"コバヤシ",
	"ハセガワ",
];
const givenNames = ["さくら", "健", "美咲", "翔太", "久美子", "大輔", "由美", "亮"];
const givenNamesKana = ["サクラ", "ケン", "ミサキ", "ショウタ", "クミコ", "ダイスケ", "ユミ", "リョウ"];
const systemResults = ["timeout", "no_agent", "busy_or_announcement"];
const memo =
	"料金表を送付済み。来週火曜の午後に再度連絡をご希望。ご家族と相談のうえ決めたいとのこと。現在は他社の定期プランを利用中。";

export interface CallsOptions {
	count: number;
	/** First and last moment, epoch milliseconds; calls are spread at random in between. */
	from: number;
	to: number;
	seed?: number;
	agents?: number;
	batches?: { batchId: string; campaignId: string; endsOn: string }[];
}

/** Realistic records of tenant `acme`: attempts, results, agents, and memos of about 60 characters. */
export function makeCalls({ count, from, to, seed = 1, agents = 40, batches }: CallsOptions): Expiring<CallHistory>[] {
	const random = createRandom(seed);
	const pick = <T>(values: readonly T[]) => values[Math.floor(random() * values.length)] as T;
	const ofBatches = batches ?? [
		{ batchId: "b01", campaignId: "c01", endsOn: "2026-11-30" },
		{ batchId: "b02", campaignId: "c02", endsOn: "2026-11-30" },
	];
	const times = Array.from({ length: count }, () => Math.floor((from + random() * (to - from)) / 1000) * 1000);
	return times
		.sort((a, b) => a - b)
		.map((calledAt, index) => {
			const batch = pick(ofBatches);
			const surname = Math.floor(random() * surnames.length);
			const given = Math.floor(random() * givenNames.length);
			const talked = random() < 0.45;
			const result = pick(["contract", "interested", "refused", "absent"]);
			const date = new Date(calledAt + 9 * 3_600_000).toISOString().slice(0, 10).replaceAll("-", "");
			return {
				tenantId: "acme",
				callId: `${date}-${String(index + 1).padStart(6, "0")}`,
				requestId: String(index).padStart(20, "0"),
				calledAt,
				campaignId: batch.campaignId,
				batchId: batch.batchId,
				customerListId: pick(["l01", "l02", "l03"]),
				callingGroupId: pick(["g01", "g02"]),
				customerId: `cu-${Math.floor(random() * count * 0.2)}`,
				callerId: "0312340000",
				name: `${surnames[surname]} ${givenNames[given]}`,
				kana: `${surnamesKana[surname]} ${givenNamesKana[given]}`,
				phone: `${pick(["090", "080", "070"])}${String(Math.floor(random() * 1e8)).padStart(8, "0")}`,
				remarks: "平日午前を希望",
				agentId: talked ? `ag${String(Math.floor(random() * agents) + 1).padStart(2, "0")}` : undefined,
				talkedWith: talked ? pick(["self", "other"] as const) : undefined,
				resultId: talked ? `${batch.campaignId}-${result}` : pick(systemResults),
				durationSeconds: talked ? Math.floor(random() * 600) : 0,
				nextAction: talked ? { type: "done" } : { type: "continue" },
				memo,
				createdAt: calledAt + 200_000,
				version: 0,
				storedAt: calledAt + 200_000,
				changedAt: calledAt + 200_000,
				expiresAt: Math.ceil(batchExpiresAt(batch) / 1000),
			};
		});
}
