// Connects a dialler, from nothing to its first correction event (quickstart-dialler.md):
// node docs/quickstart-dialler.mjs [TIME OF THE CALL]
import { randomUUID } from "node:crypto";
import { EventBridgeClient, PutRuleCommand, PutTargetsCommand } from "@aws-sdk/client-eventbridge";
import { PutObjectCommand, S3Client } from "@aws-sdk/client-s3";
import * as aws from "@aws-sdk/client-sqs";

const { INTAKE_QUEUE_URL, RECORDINGS_BUCKET, EVENT_BUS_NAME, EVENTS_QUEUE_URL, TENANT = "quickstart" } = process.env;
const [sqs, s3, bus] = [new aws.SQSClient(), new S3Client(), new EventBridgeClient()];
const time = new Date(process.argv[2] ?? Date.now());
const day = (ahead) => new Date(time.getTime() + (9 + 24 * ahead) * 3_600_000).toISOString().slice(0, 10); // JST
const envelope = { specversion: "1.0", source: "urn:example:dialler", time, tenantid: TENANT };
const event = (type, data) => ({ ...envelope, id: randomUUID(), type: `rireki.${type}.v1`, data });

/** At most ten events, and 1 MiB in all. */
async function send(...events) {
	const Entries = events.map((one) => ({ Id: one.id, MessageBody: JSON.stringify(one) }));
	const { Failed = [] } = await sqs.send(new aws.SendMessageBatchCommand({ QueueUrl: INTAKE_QUEUE_URL, Entries }));
	if (Failed.length > 0) throw new Error(`send these again: ${JSON.stringify(Failed)}`);
}

/** Only on the local stack; on a stage, the deployment does this. */
async function subscribe() {
	const { QueueUrl } = await sqs.send(new aws.CreateQueueCommand({ QueueName: "dialler-events" }));
	const { Attributes } = await sqs.send(new aws.GetQueueAttributesCommand({ QueueUrl, AttributeNames: ["QueueArn"] }));
	const EventPattern = JSON.stringify({ source: ["rireki"], detail: { tenantid: [TENANT] } });
	await bus.send(new PutRuleCommand({ EventBusName: EVENT_BUS_NAME, Name: "dialler-events", EventPattern }));
	const Targets = [{ Id: "queue", Arn: Attributes.QueueArn, InputPath: "$.detail" }];
	await bus.send(new PutTargetsCommand({ EventBusName: EVENT_BUS_NAME, Rule: "dialler-events", Targets }));
	return QueueUrl;
}

const QueueUrl = EVENTS_QUEUE_URL ?? (await subscribe());
const callId = randomUUID();
const ids = { campaignId: "c01", batchId: "b01", customerListId: "l01", callingGroupId: "g01" };
const results = [{ resultId: "yes", label: "成約" }];
await send(
	event("tenant.saved", { name: "はじめての発信", outboundOption: true }),
	event("account.saved", { accountId: "sv01", name: "田中 花子", role: "admin", active: true }),
	event("account.saved", { accountId: "ag01", name: "鈴木 一郎", role: "agent", active: true }),
	event("campaign.saved", { ...ids, name: "秋のご案内", resultEntry: true, results }),
	event("batch.saved", { ...ids, name: "第1回", startsOn: day(0), endsOn: day(30) }),
	event("customer-list.saved", { ...ids, name: "資料請求者" }),
	event("calling-group.saved", { ...ids, name: "東京第一" }),
);
const made = { callId, requestId: "r-1", calledAt: time, phone: "0312345678", durationSeconds: 2 };
const call = { ...ids, ...made, customerId: "cu-1" };
const objectKey = `${TENANT}/${day(0)}/${callId}.wav`; // in the tenant's own folder, and stored before it is announced
await s3.send(new PutObjectCommand({ Bucket: RECORDINGS_BUCKET, Key: objectKey, Body: Buffer.alloc(16_000) }));
await send(
	event("call.completed", { ...call, name: "髙橋 さくら", agentId: "ag01", talkedWith: "self", resultId: "yes" }),
	event("recording.stored", { callId, objectKey, contentType: "audio/wav", durationSeconds: 2 }),
	event("call.completed", { ...call, callId: randomUUID(), agentId: "ag99", customerId: "cu-2" }), // unknown agent
	event("call.completed", { ...call, callId: randomUUID(), phone: undefined }), // no number
);
console.log(`sent ${callId}: correct it, as sv01 of ${TENANT}`);

const awaited = new Set(["rireki.event.noted.v1", "rireki.event.rejected.v1", "rireki.call-history.corrected.v1"]);
while (awaited.size > 0) {
	const { Messages = [] } = await sqs.send(new aws.ReceiveMessageCommand({ QueueUrl, WaitTimeSeconds: 20 }));
	for (const { Body, ReceiptHandle } of Messages) {
		const { type, data } = JSON.parse(Body); // handle each `id` once: it may be delivered again
		console.log(type, JSON.stringify(data));
		awaited.delete(type);
		await sqs.send(new aws.DeleteMessageCommand({ QueueUrl, ReceiptHandle }));
	}
}
