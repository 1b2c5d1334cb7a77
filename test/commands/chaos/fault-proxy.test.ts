import { once } from "node:events";
import { createServer } from "node:http";
import { text } from "node:stream/consumers";
import { DynamoDBClient, ListTablesCommand } from "@aws-sdk/client-dynamodb";
import { ListObjectsV2Command, S3Client } from "@aws-sdk/client-s3";
import { SESClient, SendEmailCommand } from "@aws-sdk/client-ses";
import { ListExecutionsCommand, SFNClient } from "@aws-sdk/client-sfn";
import { ListQueuesCommand, SQSClient } from "@aws-sdk/client-sqs";
import { beforeEach, expect, onTestFinished, test } from "vitest";
import { type ServiceUrls, services } from "../../../commands/chaos/fault-answers.ts";
import { type FaultProxy, startFaultProxy } from "../../../commands/chaos/fault-proxy.ts";
import { Faults } from "../../../commands/chaos/faults.ts";
import { host } from "../../../local/ports.ts";
import { region } from "../../local/processes.ts";

let faults: Faults;
let proxy: FaultProxy;
let done: string[];

/** Starts an engine with the same answer for every request, behind the proxy. */
beforeEach(async () => {
	done = [];
	const engine = createServer(async (request, response) => {
		done.push(await text(request));
		response.end("a whole answer");
	}).listen(0, host);
	await once(engine, "listening");
	const url = `http://${host}:${(engine.address() as { port: number }).port}`;
	faults = new Faults("proxy");
	proxy = await startFaultProxy(faults);
	proxy.aim(Object.fromEntries(services.map((service) => [service, url])) as ServiceUrls);
	onTestFinished(async () => {
		await proxy.stop();
		engine.close();
	});
});

const ask = async () => (await fetch(proxy.urls.s3, { method: "POST", body: "work" })).text();

test("without faults a request and its answer pass unchanged", async () => {
	expect(await ask()).toBe("a whole answer");
	expect(done).toEqual(["work"]);
	expect(faults.counts.size).toBe(0);
});

test.each([
	["lost", ["work"]],
	["cut", ["work"]],
	["refused", []],
] as const)("a request that is %s gets no answer, and the engine executed: %s", async (kind, work) => {
	faults.weather = { [kind]: 1 };
	await expect(ask()).rejects.toThrow();
	expect(done).toEqual(work);
	expect(faults.counts).toEqual(new Map([[`s3: ${kind}`, 1]]));
});

test("a hanging request hangs until it is released", async () => {
	faults.weather = { hung: 1 };
	let ended = false;
	const asked = ask().catch(() => {
		ended = true;
	});
	await expect.poll(() => faults.counts.size).toBe(1);
	expect(ended).toBe(false);
	proxy.letGo();
	await asked;
	expect(ended).toBe(true);
});

test.each([
	[
		"throttled",
		"ProvisionedThroughputExceededException",
		"SlowDown",
		"RequestThrottled",
		"Throttling",
		"ThrottlingException",
	],
	["failed", "InternalServerError", "InternalError", "InternalFailure", "InternalFailure", "InternalFailure"],
] as const)("a request that is %s gets the error name of its service", async (kind, ...names) => {
	faults.weather = { [kind]: 1 };
	const { dynamodb, s3, sqs, ses, stepfunctions } = proxy.urls;
	const of = (endpoint: string) => ({ endpoint, region, maxAttempts: 1 });
	const mail = { Source: "a@example.jp", Destination: {}, Message: { Subject: { Data: "" }, Body: {} } };
	const requests = [
		new DynamoDBClient(of(dynamodb)).send(new ListTablesCommand({})),
		new S3Client({ ...of(s3), forcePathStyle: true }).send(new ListObjectsV2Command({ Bucket: "b" })),
		new SQSClient(of(sqs)).send(new ListQueuesCommand({})),
		new SESClient(of(ses)).send(new SendEmailCommand(mail)),
		new SFNClient(of(stepfunctions)).send(new ListExecutionsCommand({ stateMachineArn: "arn" })),
	];
	const errors = (await Promise.allSettled(requests)).map(
		(result) => result.status === "rejected" && result.reason.name,
	);
	expect(errors).toEqual(names);
	expect(done).toEqual([]);
});
