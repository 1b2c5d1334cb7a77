import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";

export const defaultDataDir = ".local";
const fileName = "stack.json";

/** Where everything of a running stack is: the content of `stack.json`, which is there while it serves. */
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
	/** What was published, one event a line; with `?follow` as it comes. */
	events: string;
	eventBusName: string;
	table: string;
	buckets: { recordings: string; exports: string; packs: string; seals: string };
	aws: { dynamodb: string; s3: string; sqs: string; ses: string; stepfunctions: string; eventbridge: string };
	stateMachineArn: string;
	issuer: string;
}

/** @throws when no stack runs on the folder */
export function readStackDescription(dataDir: string): StackDescription {
	const file = join(resolve(dataDir), fileName);
	try {
		return JSON.parse(readFileSync(file, "utf8"));
	} catch {
		throw new Error(`No stack runs on ${resolve(dataDir)} (there is no ${fileName}): start it with npm start`);
	}
}
