import type { SQSClient } from "@aws-sdk/client-sqs";
import type { Me } from "../../shared/me/answer.ts";
import type { SearchOptions } from "../../shared/options/answer.ts";
import { jstDate } from "../../shared/time/model.ts";
import { clientFor, countMessages, findDeadLetterQueue } from "../ingest/queue.ts";

export interface Answered {
	status: number;
	milliseconds: number;
	// biome-ignore lint/suspicious/noExplicitAny: as the route answers
	body: any;
}

/** A stage's API, as callers see it, and its queue. */
export interface Target {
	api: string;
	token: string;
	queueUrl: string;
	me: Me;
	/** The batches that may receive calls today. */
	batches: SearchOptions["batches"];
	options: SearchOptions;
	call(method: string, path: string, body?: object, headers?: Record<string, string>): Promise<Answered>;
	/** Waiting events, and dead letters. */
	depths(): Promise<{ waiting: number; dead: number | undefined }>;
}

/** @throws if the stage refuses the caller, or has no batch that is open today */
export async function openTarget({
	api,
	token,
	queueUrl,
}: {
	api: string;
	token: string;
	queueUrl: string;
}): Promise<Target> {
	const call: Target["call"] = async (method, path, body, headers = {}) => {
		const begun = performance.now();
		const sent = { authorization: `Bearer ${token}`, "content-type": "application/json", ...headers };
		try {
			const response = await fetch(api + path, {
				method,
				headers: sent,
				...(body ? { body: JSON.stringify(body) } : {}),
			});
			const answer = await response.json().catch(() => ({}));
			return { status: response.status, milliseconds: performance.now() - begun, body: answer };
		} catch {
			return { status: 0, milliseconds: performance.now() - begun, body: {} };
		}
	};
	const read = async (path: string) => {
		const { status, body } = await call("GET", path);
		if (status !== 200) throw new Error(`GET ${api}${path} answered ${status || "nothing"}: ${JSON.stringify(body)}`);
		return body;
	};
	const [me, options] = (await Promise.all([read("/me"), read("/search-options")])) as [Me, SearchOptions];
	const today = jstDate(Date.now());
	const batches = options.batches.filter(({ startsOn, endsOn }) => startsOn <= today && today <= endsOn);
	if (batches.length === 0) throw new Error(`${me.tenantId} has no batch that is open today`);
	const queue = clientFor(queueUrl);
	const deadLetters = await findDeadLetterQueue(queue, queueUrl).catch(() => undefined);
	const depths = async () => ({
		waiting: await countMessages(queue, queueUrl),
		dead: await countDead(queue, deadLetters),
	});
	return { api, token, queueUrl, me, options, batches, call, depths };
}

/** Senders may not always read the dead-letter queue. */
async function countDead(queue: SQSClient, url: string | undefined): Promise<number | undefined> {
	return url === undefined ? undefined : countMessages(queue, url).catch(() => undefined);
}
