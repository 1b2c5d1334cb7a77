import { setTimeout as sleep } from "node:timers/promises";
import { PutObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { SendMessageBatchCommand, SQSClient } from "@aws-sdk/client-sqs";
import type { Random } from "../../local/demo/random.ts";
import type { Ledger, SentCall } from "./ledger.ts";
import type { Stage } from "./stage.ts";
import { agents, type BatchName, batches, event, hopeless, tenant } from "./tenant.ts";

const region = "ap-northeast-1";
const deliveries = 3;

/** Sends each event several times, in any order, until the queue has accepted it. */
export class Dialler {
	readonly #stage: Stage;
	readonly #ledger: Ledger;
	readonly #random: Random;
	/** Scheduled messages, each with the turn at which it is sent. */
	#waiting: { turn: number; body: string }[] = [];
	#turn = 0;
	#made = 0;

	constructor(stage: Stage, ledger: Ledger, random: Random) {
		this.#stage = stage;
		this.#ledger = ledger;
		this.#random = random;
	}

	/** Sends due messages until the queue has accepted them all. */
	async sendDue(): Promise<void> {
		this.#turn++;
		const due = this.#waiting.filter(({ turn }) => turn <= this.#turn);
		this.#waiting = this.#waiting.filter(({ turn }) => turn > this.#turn);
		await this.send(due.map(({ body }) => body));
	}

	async sendAll(): Promise<void> {
		while (this.#waiting.length > 0) await this.sendDue();
	}

	async send(bodies: readonly string[]): Promise<void> {
		for (let start = 0; start < bodies.length; start += 10) {
			const Entries = bodies.slice(start, start + 10).map((MessageBody, index) => ({ Id: String(index), MessageBody }));
			await this.#untilDone(async ({ aws, queueUrl }) => {
				const sqs = new SQSClient({ endpoint: aws.sqs, region, useQueueUrlAsEndpoint: false, maxAttempts: 1 });
				await sqs.send(new SendMessageBatchCommand({ QueueUrl: queueUrl, Entries })).finally(() => sqs.destroy());
			});
		}
	}

	/** Schedules it several times within the next turns. */
	deliver(body: string): void {
		for (let time = 0; time < deliveries; time++) {
			this.#waiting.push({ turn: this.#turn + this.#random.int(1, 5), body });
		}
		this.#waiting = this.#waiting.toSorted((a, b) => a.turn - b.turn || a.body.length - b.body.length);
	}

	/** Makes a call that has just ended, perhaps to a customer who was called before, and perhaps its recording. */
	async makeCall(now: number): Promise<void> {
		const random = this.#random;
		const number = this.#made++;
		const callId = `call-${String(number).padStart(6, "0")}`;
		const batch = random.weighted<BatchName>([
			...([
				["long", 6],
				["other", 2],
				["moved", 1],
			] as const),
			...(now < Date.parse("2026-11-23T00:00:00+09:00") ? ([["short", 2]] as const) : []),
		]);
		const calledAt = new Date(now - random.int(0, 8 * 3600) * 1000 - 999).toISOString();
		const call: SentCall = {
			callId,
			requestId: `req-${callId}`,
			batch,
			calledAt,
			customerId: `u${random.int(0, 400)}`,
			memo: `初回のメモ ${callId} ${random.digits(random.int(0, 60))}`,
			...(random.chance(0.35) ? { recordingKey: `${tenant}/${callId}.wav` } : {}),
		};
		const { campaignId, batchId } = batches[batch];
		const { recordingKey, batch: _, ...data } = call;
		if (recordingKey) await this.#store(recordingKey);
		// Recorded before it is sent: an answer may show it before the queue has acknowledged it.
		this.#ledger.calls.set(callId, call);
		const more = {
			campaignId,
			batchId,
			customerListId: "l01",
			callingGroupId: "g01",
			agentId: random.pick(agents),
			name: random.pick(["佐藤 健", "髙橋 さくら", "渡邉 由美"]),
			kana: "サトウ ケン",
			phone: `090${random.digits(8)}`,
			resultId: `${campaignId}-refused`,
			talkedWith: "self",
			durationSeconds: random.int(1, 600),
		};
		this.deliver(JSON.stringify(event("call.completed", calledAt, { ...data, ...more })));
		if (recordingKey) {
			const recording = { callId, objectKey: recordingKey, contentType: "audio/wav", durationSeconds: 5 };
			this.deliver(JSON.stringify(event("recording.stored", calledAt, recording)));
		}
		if (number % 40 !== 39) return;
		for (const { body, reason } of hopeless(`hopeless-${number}`)) {
			this.#ledger.hopeless.set(body, reason);
			this.deliver(body);
		}
	}

	async #store(Key: string): Promise<void> {
		await this.#untilDone(async ({ aws, buckets }) => {
			const s3 = new S3Client({ endpoint: aws.s3, region, forcePathStyle: true, maxAttempts: 1 });
			const sound = { Bucket: buckets.recordings, Key, Body: "RIFF" };
			await s3.send(new PutObjectCommand(sound)).finally(() => s3.destroy());
		});
	}

	/** The stack may be down at the moment. */
	async #untilDone(work: (urls: Stage["urls"]) => Promise<void>): Promise<void> {
		for (let attempt = 0; ; attempt++) {
			try {
				return await work(this.#stage.urls);
			} catch (cause) {
				if (attempt === 300) throw cause;
				await sleep(200);
			}
		}
	}
}
