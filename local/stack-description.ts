import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import type { EngineUrls } from "./engines.ts";
import type { Queues } from "./resources.ts";
import type { StackNames } from "./stack-names.ts";

export const defaultDataDir = ".local";
const fileName = "stack.json";

type NamedInDescription = "table" | "buckets" | "stateMachineArn" | "eventBusName";

/** The addresses of a running stack: the content of `stack.json`, which exists while it serves. */
export interface StackDescription extends Pick<StackNames, NamedInDescription> {
	api: string;
	console: string;
	openapi: string;
	docs: string;
	health: string;
	mailbox: string;
	queueUrl: string;
	deadLetterQueueUrl: string;
	/** Tasks of the retention, and those that failed for good. */
	retentionQueueUrl: string;
	retentionDeadLetterQueueUrl: string;
	/** Published events, one per line; with `?follow`, new ones as they come. */
	events: string;
	aws: { dynamodb: string; s3: string; sqs: string; ses: string; stepfunctions: string; eventbridge: string };
	issuer: string;
}

export function describeStack(
	origin: string,
	engines: EngineUrls,
	queues: Queues,
	{ table, buckets, stateMachineArn, eventBusName }: StackNames,
): StackDescription {
	const { issuer, ...aws } = engines;
	return {
		api: `${origin}/v1`,
		console: `${origin}/console/`,
		openapi: `${origin}/openapi.json`,
		docs: `${origin}/docs`,
		health: `${origin}/health`,
		mailbox: `${engines.ses}/`,
		...queues,
		events: `${engines.eventbridge}/events`,
		table,
		buckets,
		stateMachineArn,
		eventBusName,
		aws,
		issuer,
	};
}

/** @throws if no stack is running on the folder */
export function readStackDescription(dataDir: string): StackDescription {
	const file = join(resolve(dataDir), fileName);
	try {
		return JSON.parse(readFileSync(file, "utf8"));
	} catch {
		throw new Error(`No stack runs on ${resolve(dataDir)} (there is no ${fileName}): start it with npm start`);
	}
}
