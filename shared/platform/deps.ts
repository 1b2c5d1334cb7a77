import { randomBytes, randomUUID } from "node:crypto";
import { type AsyncSearchReader, createAsyncSearchReader } from "../async-search/reader.ts";
import { type AsyncSearchStore, createAsyncSearchStore } from "../async-search/store.ts";
import { type CallHistoryReader, createCallHistoryReader } from "../call-history/reader.ts";
import { type CallHistoryStore, createCallHistoryStore } from "../call-history/store.ts";
import { createKnownReferences, type KnownReferences } from "../directory/known-references.ts";
import { createDirectoryReader, type DirectoryReader } from "../directory/reader.ts";
import { createDirectoryStore, type DirectoryStore } from "../directory/store.ts";
import { createIdempotencyEntries, type IdempotencyEntries } from "../idempotency/entries.ts";
import { createMailAddressReader, type MailAddressReader } from "../mail-address/reader.ts";
import { createMailAddressStore, type MailAddressStore } from "../mail-address/store.ts";
import { createPackNotes, type PackNotes } from "../pack/notes.ts";
import { createPacks, type Packs } from "../pack/packs.ts";
import { createPackReader, type PackReader } from "../pack/reader.ts";
import { createRateCounts, type RateCounts } from "../rate/counts.ts";
import { createObjectNames, type ObjectNames } from "../recording/object-names.ts";
import { createExpiries, type Expiries } from "../retention/expiries.ts";
import { createPointers, type Pointers } from "../retention/pointers.ts";
import { createSavedSearchReader, type SavedSearchReader } from "../saved-search/reader.ts";
import { createSavedSearchStore, type SavedSearchStore } from "../saved-search/store.ts";
import { createTrailReader, type TrailReader } from "../trail/reader.ts";
import { createTrailWriter, type TrailWriter } from "../trail/writer.ts";
import { type Bucket, createBucket } from "./bucket.ts";
import { type CursorSeal, createCursorSeal } from "./cursor-seal.ts";
import { createDynamoDbClient, TableReader } from "./dynamodb.ts";
import type { Env } from "./env.ts";
import { createEventBus, type EventBus } from "./event-bus.ts";
import { createFileSigner, type FileSigner } from "./files.ts";
import type { TimeLimits } from "./http.ts";
import { createMailer, type Mailer } from "./mailer.ts";
import { createPartReader } from "./part-reader.ts";
import { createIntakeQueue, createRetentionQueue, type IntakeQueue, type RetentionQueue } from "./queue.ts";
import { TableWriter } from "./table-writer.ts";
import { createTenantCredentials, type TenantCredentials } from "./tenant-credentials.ts";
import { createWorkflow, type Workflow } from "./workflow.ts";

/** Everything through which use-cases reach the outside world. Tests pass fakes of these, never mocks of our own modules. */
export interface Deps {
	/** Epoch milliseconds. */
	now: () => number;
	newId: () => string;
	/** 32 random bytes, in 43 letters. */
	newToken: () => string;
	directoryReader: DirectoryReader;
	directory: DirectoryStore;
	knownReferences: KnownReferences;
	callHistoryReader: CallHistoryReader;
	callHistories: CallHistoryStore;
	recordingFiles: FileSigner;
	intakeQueue: IntakeQueue;
	cursorSeal: CursorSeal;
	trailReader: TrailReader;
	trail: TrailWriter;
	asyncSearchReader: AsyncSearchReader;
	asyncSearches: AsyncSearchStore;
	idempotency: IdempotencyEntries;
	exportFiles: Bucket;
	packReader: PackReader;
	packs: Packs;
	/** Packs of all tenants, each in its tenant's folder. */
	packFiles: Bucket;
	recordings: Pick<Bucket, "delete" | "listAfter">;
	/** Which records name which recordings. */
	objectNames: ObjectNames;
	expiries: Expiries;
	pointers: Pointers;
	packNotes: PackNotes;
	retentionQueue: RetentionQueue;
	eventBus: EventBus;
	/** Where digests of the trail are stored permanently. */
	seals: Pick<Bucket, "put">;
	exportSigner: FileSigner;
	workflow: Workflow;
	mailAddressReader: MailAddressReader;
	savedSearchReader: SavedSearchReader;
	savedSearches: SavedSearchStore;
	mailAddresses: MailAddressStore;
	rateCounts: RateCounts;
	mailer: Mailer;
	/** Where links in mails lead to. */
	consoleUrl: string;
}

type TableEnv = Pick<Env, keyof typeof readerEnv>;

// One composition per kind of function, so that each bundle contains only what its function uses.

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
		asyncSearchReader: createAsyncSearchReader(table),
	} satisfies Partial<Deps>;
}

export const pagedReaderEnv = { ...readerEnv, CURSOR_KEY: true } as const;
type PagedReaderEnv = Pick<Env, keyof typeof pagedReaderEnv>;

/** For functions that read lists page by page. */
export function createPagedReaderDeps(env: PagedReaderEnv) {
	return { ...createReaderDeps(env), cursorSeal: createCursorSeal(env.CURSOR_KEY) } satisfies Partial<Deps>;
}

/** For the function that opens the details of a record. */
export function createDetailDeps(env: TableEnv) {
	return { ...createReaderDeps(env), trail: trailOf(env) } satisfies Partial<Deps>;
}

/** For functions that read the trail. */
export function createTrailDeps(env: PagedReaderEnv) {
	const trailReader = createTrailReader(new TableReader(clientOf(env), env.TABLE_NAME));
	return { ...createPagedReaderDeps(env), trailReader } satisfies Partial<Deps>;
}

const packFilesEnv = { PACKS_BUCKET: true, S3_ENDPOINT: true } as const;
type PackFilesEnv = TableEnv & Pick<Env, keyof typeof packFilesEnv>;

export const optionsEnv = { ...readerEnv, ...packFilesEnv } as const;

/** For the function that offers what records hold. */
export function createOptionsDeps(env: PackFilesEnv) {
	return {
		...createReaderDeps(env),
		packReader: createPackReader(new TableReader(clientOf(env), env.TABLE_NAME)),
		packFiles: createPartReader(packsBucketOf(env)),
	} satisfies Partial<Omit<Deps, "packFiles">> & { packFiles: Pick<Bucket, "readPart"> };
}

export const searchEnv = { ...pagedReaderEnv, ...packFilesEnv } as const;

export function createSearchDeps(env: PackFilesEnv & PagedReaderEnv) {
	return {
		...createPagedReaderDeps(env),
		...createOptionsDeps(env),
		trail: trailOf(env),
	} satisfies Partial<Omit<Deps, "packFiles">> & { packFiles: Pick<Bucket, "readPart"> };
}

export const packEnv = { ...readerEnv, ...packFilesEnv } as const;

/** For the function that packs closed time. */
export function createPackDeps(env: PackFilesEnv) {
	const bucket = packsBucketOf(env);
	const [reader, writer] = [
		new TableReader(clientOf(env), env.TABLE_NAME),
		new TableWriter(clientOf(env), env.TABLE_NAME),
	];
	return {
		...createReaderDeps(env),
		newId: randomUUID,
		packReader: createPackReader(reader),
		packs: createPacks(reader, writer),
		packFiles: { ...createBucket(bucket), ...createPartReader(bucket) },
	} satisfies Partial<Deps>;
}

function packsBucketOf(env: PackFilesEnv) {
	const { AWS_REGION: region, S3_ENDPOINT: endpoint, PACKS_BUCKET: bucket } = env;
	return { region, endpoint, bucket, tenantCredentials: tenantCredentialsOf(env) };
}

/** For functions that also write call histories. */
function createWriterDeps(env: TableEnv) {
	return {
		...createReaderDeps(env),
		callHistories: createCallHistoryStore(clientOf(env), env.TABLE_NAME),
		packNotes: createPackNotes(new TableWriter(clientOf(env), env.TABLE_NAME)),
	} satisfies Partial<Deps>;
}

/** For the function that corrects call histories. */
export function createCorrectionDeps(env: TableEnv) {
	return { ...createWriterDeps(env), idempotency: idempotencyOf(env) } satisfies Partial<Deps>;
}

/** For the function that corrects many at once. */
export function createBulkCorrectionDeps(env: TableEnv) {
	return { ...createCorrectionDeps(env), rateCounts: rateCountsOf(env) } satisfies Partial<Deps>;
}

/** For the function that returns an account's address. */
export function createMailAddressReaderDeps(env: TableEnv) {
	const mailAddressReader = createMailAddressReader(new TableReader(clientOf(env), env.TABLE_NAME));
	return { ...createReaderDeps(env), mailAddressReader } satisfies Partial<Deps>;
}

/** For the function that confirms an account's own address. */
export function createMailAddressDeps(env: TableEnv) {
	return {
		...createMailAddressReaderDeps(env),
		mailAddresses: createMailAddressStore(clientOf(env), env.TABLE_NAME),
		idempotency: idempotencyOf(env),
	} satisfies Partial<Deps>;
}

/** For the function that lists what an account has saved. */
export function createSavedSearchReaderDeps(env: TableEnv) {
	const savedSearchReader = createSavedSearchReader(new TableReader(clientOf(env), env.TABLE_NAME));
	return { ...createReaderDeps(env), savedSearchReader } satisfies Partial<Deps>;
}

/** For functions that change what an account has saved. */
export function createSavedSearchDeps(env: TableEnv) {
	return {
		...createSavedSearchReaderDeps(env),
		savedSearches: createSavedSearchStore(clientOf(env), env.TABLE_NAME),
		idempotency: idempotencyOf(env),
	} satisfies Partial<Deps>;
}

export const mailEnv = {
	...readerEnv,
	MAIL_FROM: true,
	MAIL_CONFIGURATION_SET: true,
	SES_ENDPOINT: true,
	CONSOLE_URL: true,
} as const;

/** For functions that send mails. */
function createMailDeps(env: TableEnv & MailEnv) {
	return {
		...createReaderDeps(env),
		mailer: createMailer({
			region: env.AWS_REGION,
			endpoint: env.SES_ENDPOINT,
			from: env.MAIL_FROM,
			configurationSet: env.MAIL_CONFIGURATION_SET,
		}),
		consoleUrl: env.CONSOLE_URL,
	} satisfies Partial<Deps>;
}

/** For the function that sends a mail to try out an address. */
export function createTestMailDeps(env: TableEnv & MailEnv) {
	return {
		...createMailAddressReaderDeps(env),
		...createMailDeps(env),
		rateCounts: rateCountsOf(env),
		idempotency: idempotencyOf(env),
	} satisfies Partial<Deps>;
}

/** For the function that sets an account's own address, and mails a link to it. */
export function createLinkMailDeps(env: TableEnv & MailEnv) {
	return {
		...createMailAddressDeps(env),
		...createTestMailDeps(env),
		newToken: () => randomBytes(32).toString("base64url"),
	} satisfies Partial<Deps>;
}

export const recordingEnv = { ...readerEnv, RECORDINGS_BUCKET: true, S3_ENDPOINT: true } as const;

export function createRecordingDeps(env: TableEnv & Pick<Env, "RECORDINGS_BUCKET" | "S3_ENDPOINT">) {
	return {
		...createReaderDeps(env),
		trail: trailOf(env),
		recordingFiles: createFileSigner({
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
	EVENT_BUS_NAME: true,
	EVENTBRIDGE_ENDPOINT: true,
} as const;

/** Well below the function's timeout: messages whose senders cannot be notified are redelivered, and the rest of the batch waits only briefly. */
const tellingLimits: TimeLimits = { idleMs: 2000, answerMs: 2000, callMs: 5000 };

export function createIntakeDeps(env: Pick<Env, keyof typeof intakeEnv>) {
	const [reader, writer] = [
		new TableReader(clientOf(env), env.TABLE_NAME),
		new TableWriter(clientOf(env), env.TABLE_NAME),
	];
	const writers = createWriterDeps(env);
	return {
		...writers,
		knownReferences: createKnownReferences(writers.directoryReader),
		eventBus: eventBusOf(env, tellingLimits),
		directory: createDirectoryStore(clientOf(env), env.TABLE_NAME),
		objectNames: createObjectNames(reader, writer),
		intakeQueue: createIntakeQueue({
			region: env.AWS_REGION,
			endpoint: env.SQS_ENDPOINT,
			queueUrl: env.INTAKE_QUEUE_URL,
			deadLetterQueueUrl: env.INTAKE_DEAD_LETTER_QUEUE_URL,
		}),
	} satisfies Partial<Deps>;
}

/** For functions that change asynchronous searches. */
export function createAsyncSearchWriterDeps(env: TableEnv) {
	return {
		...createReaderDeps(env),
		newId: randomUUID,
		asyncSearches: createAsyncSearchStore(clientOf(env), env.TABLE_NAME),
	} satisfies Partial<Deps>;
}

/** For the function that changes how an asynchronous search repeats. */
export function createAsyncSearchChangeDeps(env: TableEnv) {
	return { ...createAsyncSearchWriterDeps(env), idempotency: idempotencyOf(env) } satisfies Partial<Deps>;
}

type WorkflowEnv = Pick<Env, "AWS_REGION" | "ASYNC_SEARCH_STATE_MACHINE_ARN" | "STEPFUNCTIONS_ENDPOINT">;
type ExportsEnv = Pick<Env, keyof typeof exportFilesEnv>;
const workflowEnv = { ASYNC_SEARCH_STATE_MACHINE_ARN: true, STEPFUNCTIONS_ENDPOINT: true } as const;

export const asyncSearchEnv = { ...readerEnv, ...workflowEnv } as const;

/** For the function that starts asynchronous searches. */
export function createAsyncSearchDeps(env: TableEnv & WorkflowEnv) {
	return {
		...createAsyncSearchWriterDeps(env),
		idempotency: idempotencyOf(env),
		trail: trailOf(env),
		rateCounts: rateCountsOf(env),
		workflow: workflowOf(env),
	} satisfies Partial<Deps>;
}

export const exportFilesEnv = {
	AWS_REGION: true,
	EXPORTS_BUCKET: true,
	S3_ENDPOINT: true,
	TENANT_ROLE_ARN: true,
	STS_ENDPOINT: true,
} as const;

export function createExportFilesDeps(env: ExportsEnv) {
	return { exportFiles: createBucket(exportsBucketOf(env)) } satisfies Partial<Deps>;
}

function exportsBucketOf(env: ExportsEnv) {
	const { AWS_REGION: region, S3_ENDPOINT: endpoint, EXPORTS_BUCKET: bucket } = env;
	return { region, endpoint, bucket, tenantCredentials: tenantCredentialsOf(env) };
}

export const exportEnv = { ...readerEnv, ...exportFilesEnv } as const;

/** For the tasks that export. */
export function createExportDeps(env: TableEnv & ExportsEnv) {
	return { ...createAsyncSearchWriterDeps(env), ...createExportFilesDeps(env) } satisfies Partial<Deps>;
}

export const asyncSearchFilesEnv = { ...exportEnv, ...workflowEnv } as const;

/** For functions that start or stop asynchronous searches which may have files. */
export function createAsyncSearchFilesDeps(env: TableEnv & ExportsEnv & WorkflowEnv) {
	return { ...createExportDeps(env), workflow: workflowOf(env) } satisfies Partial<Deps>;
}

type MailEnv = Pick<Env, "MAIL_FROM" | "MAIL_CONFIGURATION_SET" | "SES_ENDPOINT" | "CONSOLE_URL">;

/** For the task that tells how a search has ended. */
export function createOutcomeMailDeps(env: TableEnv & MailEnv) {
	return { ...createAsyncSearchWriterDeps(env), ...createMailDeps(env) } satisfies Partial<Deps>;
}

export const settleEnv = { ...exportEnv, ...mailEnv } as const;

/** For the function that closes searches whose execution ended without doing so. */
export function createSettleDeps(env: TableEnv & ExportsEnv & MailEnv) {
	return { ...createExportDeps(env), ...createMailDeps(env) } satisfies Partial<Deps>;
}

export const sweepEnv = { ...settleEnv, ...workflowEnv } as const;

export function createSweepDeps(env: TableEnv & ExportsEnv & MailEnv & WorkflowEnv) {
	return { ...createSettleDeps(env), trail: trailOf(env), workflow: workflowOf(env) } satisfies Partial<Deps>;
}

const retentionQueueEnv = { RETENTION_QUEUE_URL: true, SQS_ENDPOINT: true } as const;
type RetentionQueueEnv = Pick<Env, "AWS_REGION" | keyof typeof retentionQueueEnv>;
type RecordingsEnv = Pick<Env, "RECORDINGS_BUCKET" | "S3_ENDPOINT">;

export const tokenEnv = { IDENTITY_PROVIDERS: true } as const;
export const changesEnv = {
	AWS_REGION: true,
	...retentionQueueEnv,
	EVENT_BUS_NAME: true,
	EVENTBRIDGE_ENDPOINT: true,
	TRAIL_SEALS_BUCKET: true,
	S3_ENDPOINT: true,
} as const;

/** For the function that tells others what has changed in the table. */
export function createChangesDeps(env: Pick<Env, keyof typeof changesEnv>) {
	return {
		retentionQueue: retentionQueueOf(env),
		eventBus: eventBusOf(env),
		seals: createBucket({
			region: env.AWS_REGION,
			endpoint: env.S3_ENDPOINT,
			bucket: env.TRAIL_SEALS_BUCKET,
			checksums: true,
		}),
	} satisfies Partial<Deps>;
}

function eventBusOf(env: Pick<Env, "AWS_REGION" | "EVENTBRIDGE_ENDPOINT" | "EVENT_BUS_NAME">, limits?: TimeLimits) {
	const { AWS_REGION: region, EVENTBRIDGE_ENDPOINT: endpoint, EVENT_BUS_NAME: name } = env;
	return createEventBus({ region, endpoint, name, ...(limits ? { limits } : {}) });
}

export const retentionEnv = { ...readerEnv, ...retentionQueueEnv, RECORDINGS_BUCKET: true, S3_ENDPOINT: true } as const;

/** For the function that moves records' expiry and cleans up after expired records. */
export function createRetentionDeps(env: TableEnv & RetentionQueueEnv & RecordingsEnv) {
	const { AWS_REGION: region, S3_ENDPOINT: endpoint, RECORDINGS_BUCKET: bucket, TABLE_NAME } = env;
	const [reader, writer] = [new TableReader(clientOf(env), TABLE_NAME), new TableWriter(clientOf(env), TABLE_NAME)];
	return {
		...createReaderDeps(env),
		expiries: createExpiries(reader, writer),
		objectNames: createObjectNames(reader, writer),
		pointers: createPointers(reader, writer),
		packNotes: createPackNotes(writer),
		recordings: createBucket({ region, endpoint, bucket }),
		retentionQueue: retentionQueueOf(env),
	} satisfies Partial<Deps>;
}

function retentionQueueOf({
	AWS_REGION: region,
	SQS_ENDPOINT: endpoint,
	RETENTION_QUEUE_URL: queueUrl,
}: RetentionQueueEnv) {
	return createRetentionQueue({ region, endpoint, queueUrl });
}

export function createExportSignerDeps(env: TableEnv & ExportsEnv) {
	return {
		...createReaderDeps(env),
		trail: trailOf(env),
		exportSigner: createFileSigner(exportsBucketOf(env)),
	} satisfies Partial<Deps>;
}

function workflowOf(env: WorkflowEnv): Workflow {
	return createWorkflow({
		region: env.AWS_REGION,
		endpoint: env.STEPFUNCTIONS_ENDPOINT,
		stateMachineArn: env.ASYNC_SEARCH_STATE_MACHINE_ARN,
	});
}

/** Everything at once, for the local stack. */
export function createDeps(env: Env): Deps {
	return {
		...createSearchDeps(env),
		...createPackDeps(env),
		...createRecordingDeps(env),
		...createIntakeDeps(env),
		...createAsyncSearchFilesDeps(env),
		...createExportSignerDeps(env),
		...createLinkMailDeps(env),
		...createSavedSearchDeps(env),
		...createChangesDeps(env),
		...createRetentionDeps(env),
		...createTrailDeps(env),
		idempotency: idempotencyOf(env),
	};
}

function idempotencyOf(env: TableEnv): IdempotencyEntries {
	return createIdempotencyEntries(
		new TableReader(clientOf(env), env.TABLE_NAME),
		new TableWriter(clientOf(env), env.TABLE_NAME),
	);
}

function trailOf(env: TableEnv): TrailWriter {
	return createTrailWriter(new TableWriter(clientOf(env), env.TABLE_NAME), randomUUID);
}

function rateCountsOf(env: TableEnv): RateCounts {
	return createRateCounts(new TableWriter(clientOf(env), env.TABLE_NAME));
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

/** One per role, so that a function's table and file clients share its tenants' sessions. */
function tenantCredentialsOf(env: Omit<TableEnv, "TABLE_NAME" | "DYNAMODB_ENDPOINT">): TenantCredentials | undefined {
	const roleArn = env.TENANT_ROLE_ARN;
	if (!roleArn) return undefined;
	const known = credentials.get(roleArn);
	if (known) return known;
	const made = createTenantCredentials({ region: env.AWS_REGION, roleArn, endpoint: env.STS_ENDPOINT });
	credentials.set(roleArn, made);
	return made;
}
