import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { halfHours } from "../../bench/calls.ts";
import { somebody } from "../../bench/people.ts";
import { chunks } from "../../local/demo/items.ts";
import { seededRandom } from "../../local/demo/random.ts";
import { emptyTally } from "../ingest/batches.ts";
import { clientFor } from "../ingest/queue.ts";
import { sendBatch } from "../ingest/send-batch.ts";
import type { Target } from "./target.ts";

const batchSize = 10;
const ticksASecond = 4;
/** One in this many calls is polled until the API returns it. */
const lookedForEvery = 50;
const foundWithinMs = 120_000;

export interface Intake {
	sent: number;
	refused: number;
	/** For polled calls: milliseconds from the queue's acceptance to the API's answer. */
	delays: number[];
	/** Ids of calls that have come in, as they arrive. */
	known: string[];
	lost: number;
}

/** The intensity at a moment of the run, at most 1: a day's half hours, compressed into the run. */
export function shareAt(part: number): number {
	const place = Math.min(halfHours.length - 1, Math.floor(part * halfHours.length));
	return (halfHours[place] ?? 0) / Math.max(...halfHours);
}

/** Sends calls with a day's profile, `perSecond` at the peak. */
export async function dial(
	target: Target,
	{ seconds, perSecond, known }: { seconds: number; perSecond: number; known: string[] },
): Promise<Intake> {
	const run = randomUUID().slice(0, 8);
	const random = seededRandom(run);
	const client = clientFor(target.queueUrl);
	const intake: Intake = { sent: 0, refused: 0, delays: [], known, lost: 0 };
	const looking: Promise<void>[] = [];
	const begun = Date.now();
	let due = 0;
	let made = 0;
	const send = async (callIds: string[]) => {
		const entries = callIds.map((callId, line) => ({ line, body: JSON.stringify(callOf(target, callId, random)) }));
		const tally = emptyTally();
		await sendBatch(client, target.queueUrl, { entries, tally }, () => {});
		intake.sent += tally.sent;
		intake.refused += tally.refused;
		for (const callId of callIds.filter((_, index) => (intake.sent + index) % lookedForEvery === 0)) {
			looking.push(lookFor(target, callId, intake));
		}
	};
	for (let now = begun; now - begun < seconds * 1000; now = Date.now()) {
		due += (perSecond * shareAt((now - begun) / 1000 / seconds)) / ticksASecond;
		const count = Math.floor(due) - made;
		const callIds = Array.from({ length: Math.max(0, count) }, () => `load-${run}-${made++}`);
		await Promise.all([...chunks(callIds, batchSize)].map(send));
		await sleep(Math.max(0, 1000 / ticksASecond - (Date.now() - now)));
	}
	await Promise.all(looking);
	client.destroy();
	return intake;
}

async function lookFor({ call }: Target, callId: string, intake: Intake): Promise<void> {
	const begun = Date.now();
	while (Date.now() - begun < foundWithinMs) {
		await sleep(250);
		if ((await call("GET", `/call-histories/${callId}`)).status !== 200) continue;
		intake.delays.push(Date.now() - begun);
		intake.known.push(callId);
		return;
	}
	intake.lost++;
}

function callOf({ me, batches, options }: Target, callId: string, random: ReturnType<typeof seededRandom>) {
	const { batchId, campaignId } = random.pick(batches);
	const time = new Date().toISOString();
	const data = {
		callId,
		campaignId,
		batchId,
		customerId: callId,
		requestId: callId,
		calledAt: time,
		createdAt: time,
		customerListId: options.customerLists[0]?.customerListId ?? "load",
		callingGroupId: options.callingGroups[0]?.callingGroupId ?? "load",
		...somebody(random),
		callerId: "0312340000",
		durationSeconds: random.int(0, 300),
		resultId: "timeout",
		nextAction: { type: "continue" },
	};
	const envelope = { specversion: "1.0", id: callId, source: "urn:rireki:load", type: "rireki.call.completed.v1" };
	return { ...envelope, time, tenantid: me.tenantId, data };
}
