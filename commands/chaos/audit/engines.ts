import { DeleteMessageBatchCommand, type Message, ReceiveMessageCommand, SQSClient } from "@aws-sdk/client-sqs";
import { batches } from "../tenant.ts";
import { type Audited, itemsOfCalls, living } from "./audited.ts";
import { objectKeys } from "./objects.ts";

const region = "ap-northeast-1";

/** The queues are empty; only events that cannot be applied are in the dead-letter queue, each with its reason. */
export async function auditQueues({ urls, ledger }: Audited): Promise<string[]> {
	const findings: string[] = [];
	for (const url of [urls.queueUrl, urls.retentionQueueUrl]) {
		const waiting = await drain(urls.aws.sqs, url);
		if (waiting.length > 0) findings.push(`${waiting.length} messages are left in ${url}`);
	}
	for (const { Body } of await drain(urls.aws.sqs, urls.retentionDeadLetterQueueUrl)) {
		findings.push(`a retention task is a dead letter: ${Body?.slice(0, 200)}`);
	}
	const dead = await drain(urls.aws.sqs, urls.deadLetterQueueUrl);
	for (const { Body = "", MessageAttributes } of dead) {
		const reason = MessageAttributes?.reason?.StringValue;
		// An event that is redelivered after its batch has ended can never be applied.
		if (reason === "retention-over" && Body.includes(batches.short.batchId)) continue;
		if (ledger.hopeless.get(Body) !== reason)
			findings.push(`a dead letter with the reason ${reason}: ${Body.slice(0, 200)}`);
	}
	const bodies = new Set(dead.map(({ Body }) => Body));
	const lost = [...ledger.hopeless.keys()].filter((body) => !bodies.has(body));
	if (lost.length > 0) findings.push(`${lost.length} messages that cannot be applied are in no queue: ${lost[0]}`);
	return findings;
}

async function drain(endpoint: string, QueueUrl: string): Promise<Message[]> {
	const sqs = new SQSClient({ endpoint, region, useQueueUrlAsEndpoint: false });
	const all: Message[] = [];
	for (;;) {
		const { Messages = [] } = await sqs.send(
			new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10, MessageAttributeNames: ["All"] }),
		);
		if (Messages.length === 0) break;
		all.push(...Messages);
		const Entries = Messages.map(({ ReceiptHandle }, index) => ({ Id: String(index), ReceiptHandle }));
		await sqs.send(new DeleteMessageBatchCommand({ QueueUrl, Entries }));
	}
	sqs.destroy();
	return all;
}

/** The recordings of live records exist; those of expired ones are gone, with all their belongings. */
export async function auditRecordings(audited: Audited): Promise<string[]> {
	const findings: string[] = [];
	const stored = new Set(await objectKeys(audited, "recordings"));
	const withRecording = new Set(
		itemsOfCalls(audited).flatMap(({ kind, item, callId }) => (kind === "record" && item.o?.S ? [callId] : [])),
	);
	const alive = living(audited);
	for (const { callId, recordingKey } of alive) {
		if (!recordingKey) continue;
		if (!stored.has(recordingKey)) findings.push(`the recording of ${callId} is gone`);
		if (!withRecording.has(callId)) findings.push(`${callId} does not refer to its recording`);
	}
	const ids = new Set(alive.map(({ callId }) => callId));
	const keys = new Set(alive.map(({ recordingKey }) => recordingKey));
	const left = [...stored].filter((key) => !keys.has(key));
	if (left.length > 0) findings.push(`${left.length} recordings of expired records are left: ${left.slice(0, 3)}`);
	const itemsLeft = itemsOfCalls(audited).filter(({ kind, callId }) => kind !== "pointer" && !ids.has(callId));
	const [first] = itemsLeft;
	if (first) findings.push(`${itemsLeft.length} items of expired records are left: ${first.kind} of ${first.callId}`);
	const groups = new Set(alive.map(({ batch, customerId }) => `${batches[batch].batchId}#${customerId}`));
	const pointers = itemsOfCalls(audited).filter(({ kind, callId }) => kind === "pointer" && !groups.has(callId));
	if (pointers[0]) findings.push(`${pointers.length} pointers to expired records are left: ${pointers[0].callId}`);
	return findings;
}

/** After everything has expired, only the directory and the packer's own items are left. */
export async function auditNothingLeft(audited: Audited): Promise<string[]> {
	const findings: string[] = [];
	const counts = Map.groupBy(itemsOfCalls(audited), ({ kind }) => kind);
	for (const [kind, items] of counts)
		findings.push(`${items.length} × ${kind} are left, the first of ${items[0]?.callId}`);
	for (const name of ["recordings", "exports"] as const) {
		const keys = await objectKeys(audited, name);
		if (keys.length > 0) findings.push(`${keys.length} objects are left in ${name}: ${keys[0]}`);
	}
	return findings;
}
