import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";

export const defaultDataDir = ".local";
const fileName = "stack.json";

/** The addresses of a running stack: the content of `stack.json`, which exists while it serves. */
export interface StackDescription {
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
	eventBusName: string;
	table: string;
	buckets: { recordings: string; exports: string; packs: string; seals: string };
	aws: { dynamodb: string; s3: string; sqs: string; ses: string; stepfunctions: string; eventbridge: string };
	stateMachineArn: string;
	issuer: string;
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
