import { DescribeExecutionCommand, SFNClient } from "@aws-sdk/client-sfn";
import { SendMessageCommand, SQSClient } from "@aws-sdk/client-sqs";
import { expect, onTestFinished, test, vi } from "vitest";
import { requestToken } from "../../commands/request-token.ts";
import { clockFrom } from "../../local/clock.ts";
import { startStack } from "../../local/stack.ts";
import { ownEngines, region, temporaryFolder } from "../local/processes.ts";
import { basicTenant, batchSaved, type CloudEvent, callCompleted, recordingStored } from "../support/events.ts";

const soon = { timeout: 20_000, interval: 100 };

test.skipIf(!ownEngines)(
	"a stack whose clock is set works as on that day: a call waits for its batch, an expired one is refused, links open",
	async () => {
		const now = clockFrom(Date.parse("2036-02-29T00:05:00+09:00"));
		const stack = await startStack({ port: 0, dataDir: temporaryFolder(), empty: true, now });
		onTestFinished(stack.stop);
		const sqs = new SQSClient({ endpoint: stack.urls.aws.sqs, region });
		const send = (event: CloudEvent) =>
			sqs.send(new SendMessageCommand({ QueueUrl: stack.urls.queueUrl, MessageBody: JSON.stringify(event) }));
		const api = async (method: string, path: string, body?: object) => {
			const token = await requestToken(stack.urls.issuer, { tenant: "acme", account: "admin", role: "any" });
			const response = await fetch(stack.urls.api + path, {
				method,
				headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
				...(body ? { body: JSON.stringify(body) } : {}),
			});
			// biome-ignore lint/suspicious/noExplicitAny: the test reads the answer as a client would
			return { status: response.status, body: (await response.json()) as any };
		};

		for (const event of basicTenant()) await send(event);
		// Its batch does not exist yet. By the machine's clock the call would have waited for years, and be refused.
		const call = { callId: "x-1", batchId: "b-late", campaignId: "c01", calledAt: "2036-02-29T00:01:00+09:00" };
		await send(callCompleted({ ...call, createdAt: "2036-02-29T00:02:00+09:00" }));
		await send(recordingStored("x-1"));
		await send(callCompleted({ callId: "x-2" }));
		const dead = async () => (await fetch(stack.urls.deadLetterQueueUrl)).json();
		await vi.waitFor(async () => {
			expect(((await dead()) as { reasons: object[] }).reasons).toEqual([{ reason: "retention-over", count: 1 }]);
		}, soon);
		await send(batchSaved({ batchId: "b-late", campaignId: "c01", startsOn: "2036-02-01", endsOn: "2036-02-29" }));
		const path = "/call-histories/x-1";
		await vi.waitFor(async () => expect((await api("GET", path)).body).toMatchObject({ recording: {} }), soon);

		const { body: search } = await api("POST", "/async-searches", {
			conditions: { period: { from: "2036-02-29T00:00", to: "2036-02-29T24:00" } },
		});
		expect(search.createdAt.slice(0, 16)).toBe("2036-02-29T00:05");
		await vi.waitFor(async () => {
			const { state, rowCount } = (await api("GET", `/async-searches/${search.asyncSearchId}`)).body;
			expect([state, rowCount]).toEqual(["completed", 1]);
		}, soon);
		const { url } = (await api("GET", `/async-searches/${search.asyncSearchId}/download`)).body;
		expect((await fetch(url)).status).toBe(200);
		const sfn = new SFNClient({ endpoint: stack.urls.aws.stepfunctions, region });
		const executionArn = `${stack.urls.stateMachineArn.replace(":stateMachine:", ":execution:")}:${search.asyncSearchId}`;
		const { startDate } = await sfn.send(new DescribeExecutionCommand({ executionArn }));
		expect(Math.abs(Number(startDate) - now())).toBeLessThan(60_000);
	},
);
