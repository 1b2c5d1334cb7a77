import { randomUUID } from "node:crypto";
import { type CallHistoryReader, createCallHistoryReader } from "../call-history/reader.ts";
import { type CallHistoryStore, createCallHistoryStore } from "../call-history/store.ts";
import { createDirectoryReader, type DirectoryReader } from "../directory/reader.ts";
import { createDirectoryStore, type DirectoryStore } from "../directory/store.ts";
import { type CursorSeal, createCursorSeal } from "./cursor-seal.ts";
import { createDynamoDbClient, TableReader } from "./dynamodb.ts";
import type { Env } from "./env.ts";
import { createRecordingFiles, type RecordingFiles } from "./files.ts";
import { createIntakeQueue, type IntakeQueue } from "./queue.ts";
import { createTenantCredentials, type TenantCredentials } from "./tenant-credentials.ts";

/** All that use-cases reach the world through. Tests pass fakes of these, never mocks of our own modules. */
export interface Deps {
	/** Epoch milliseconds. */
	now: () => number;
	newId: () => string;
	directoryReader: DirectoryReader;
	directory: DirectoryStore;
	callHistoryReader: CallHistoryReader;
	callHistories: CallHistoryStore;
	recordingFiles: RecordingFiles;
	intakeQueue: IntakeQueue;
	cursorSeal: CursorSeal;
}

type TableEnv = Pick<Env, keyof typeof readerEnv>;

// One composition a kind of function, so that a bundle holds nothing that its function does not use.

export const readerEnv = {
	AWS_REGION: true,
	TABLE_NAME: true,
	DYNAMODB_ENDPOINT: true,
	TENANT_ROLE_ARN: true,
	STS_ENDPOINT: true,
} as const;

/** For functions that only read the table. */
export function createReaderDeps(env: TableEnv) {
	const table = new TableReader(clientOf(env), env.TABLE_NAME);
	return {
		now: Date.now,
		directoryReader: createDirectoryReader(table),
		callHistoryReader: createCallHistoryReader(table),
	} satisfies Partial<Deps>;
}

export const searchEnv = { ...readerEnv, CURSOR_KEY: true } as const;

export function createSearchDeps(env: TableEnv & Pick<Env, "CURSOR_KEY">) {
	return { ...createReaderDeps(env), cursorSeal: createCursorSeal(env.CURSOR_KEY) } satisfies Partial<Deps>;
}

/** For functions that also write call histories. */
export function createWriterDeps(env: TableEnv) {
	return {
		...createReaderDeps(env),
		callHistories: createCallHistoryStore(clientOf(env), env.TABLE_NAME),
	} satisfies Partial<Deps>;
}

export const recordingEnv = { ...readerEnv, RECORDINGS_BUCKET: true, S3_ENDPOINT: true } as const;

export function createRecordingDeps(env: TableEnv & Pick<Env, "RECORDINGS_BUCKET" | "S3_ENDPOINT">) {
	return {
		...createWriterDeps(env),
		newId: randomUUID,
		recordingFiles: createRecordingFiles({
			region: env.AWS_REGION,
			endpoint: env.S3_ENDPOINT,
			bucket: env.RECORDINGS_BUCKET,
			tenantCredentials: tenantCredentialsOf(env),
		}),
	} satisfies Partial<Deps>;
}

export const intakeEnv = {
	...readerEnv,
	INTAKE_QUEUE_URL: true,
	INTAKE_DEAD_LETTER_QUEUE_URL: true,
	SQS_ENDPOINT: true,
} as const;

export function createIntakeDeps(
	env: TableEnv & Pick<Env, "INTAKE_QUEUE_URL" | "INTAKE_DEAD_LETTER_QUEUE_URL" | "SQS_ENDPOINT">,
) {
	return {
		...createWriterDeps(env),
		directory: createDirectoryStore(clientOf(env), env.TABLE_NAME),
		intakeQueue: createIntakeQueue({
			region: env.AWS_REGION,
			endpoint: env.SQS_ENDPOINT,
			queueUrl: env.INTAKE_QUEUE_URL,
			deadLetterQueueUrl: env.INTAKE_DEAD_LETTER_QUEUE_URL,
		}),
	} satisfies Partial<Deps>;
}

/** Everything at once, for the local stack. */
export function createDeps(env: Env): Deps {
	return { ...createSearchDeps(env), ...createRecordingDeps(env), ...createIntakeDeps(env) };
}

const clients = new Map<string, ReturnType<typeof createDynamoDbClient>>();

function clientOf(env: TableEnv) {
	const name = `${env.AWS_REGION} ${env.DYNAMODB_ENDPOINT} ${env.TENANT_ROLE_ARN}`;
	const known = clients.get(name);
	if (known) return known;
	const client = createDynamoDbClient({
		region: env.AWS_REGION,
		endpoint: env.DYNAMODB_ENDPOINT,
		tenantCredentials: tenantCredentialsOf(env),
	});
	clients.set(name, client);
	return client;
}

const credentials = new Map<string, TenantCredentials>();

/** One a role, so that the table and the files of a function share the sessions of its tenants. */
function tenantCredentialsOf(env: TableEnv): TenantCredentials | undefined {
	const roleArn = env.TENANT_ROLE_ARN;
	if (!roleArn) return undefined;
	const known = credentials.get(roleArn);
	if (known) return known;
	const made = createTenantCredentials({ region: env.AWS_REGION, roleArn, endpoint: env.STS_ENDPOINT });
	credentials.set(roleArn, made);
	return made;
}
