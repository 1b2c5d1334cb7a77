import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { rmSync } from "node:fs";
import type { Server } from "node:http";
import { routes } from "../infra/routes.ts";
import type { RetentionTask } from "../shared/retention/model.ts";
import { consoleFolder } from "./build-console.ts";
import { ensureTable } from "./create-table.ts";
import { openDataFolder, writeAtomically } from "./data-folder.ts";
import { prepareDemo } from "./demo-once.ts";
import { createDeps, type Deps } from "./deps.ts";
import { audience } from "./engines/issuer.ts";
import { type EngineUrls, startEngines } from "./engines.ts";
import { asyncSearchDefinition, type Functions, loadFunctions } from "./functions.ts";
import { createAuthorizer } from "./gateway/authorizer.ts";
import { createConsolePages } from "./gateway/console.ts";
import { createGateway } from "./gateway.ts";
import { startPoller } from "./poller.ts";
import { assertPortFree, host } from "./ports.ts";
import { ensureBucket, ensureQueues } from "./resources.ts";
import { startSchedule } from "./schedule.ts";
import { describeStack, type StackDescription } from "./stack-description.ts";
import { stackNames } from "./stack-names.ts";
import { startTableWork } from "./table-work.ts";

/** Every five minutes in the cloud; here somebody is waiting for it. */
const sweepEveryMs = 30_000;
/** Every five minutes in the cloud. */
const packEveryMs = 60_000;
/** Every week in the cloud. */
const sweepRecordingsEveryMs = 3_600_000;
/** After a start, people open the console first. */
const packFirstMs = 2000;

export interface StackOptions {
	port: number;
	/** The folder for all data of the stack; created if missing. */
	dataDir: string;
	/** Without the demonstration tenants. */
	empty: boolean;
	/**
	 * Epoch milliseconds; the machine's clock if left out. Tokens, signed URLs and queues always use the machine's clock,
	 * the only one that their readers know.
	 */
	now?: () => number;
	/** Replaces the functions in `functions/`. */
	functions?: (deps: Deps) => Promise<Functions>;
	/** Inserts a proxy between the functions and the engines, and returns its addresses. */
	through?: (engines: EngineUrls) => Promise<EngineUrls>;
	report?: (message: string) => void;
}

export interface Stack {
	urls: StackDescription;
	deps: Deps;
	/** Deletes expired items now, which otherwise happens every ten minutes. */
	deleteExpired(): Promise<void>;
	stop(): Promise<void>;
}

/**
 * Starts the whole service on this machine. Everything is stopped in reverse order, also if a start fails halfway.
 * @throws if the folder or the port is in use
 */
export async function startStack(options: StackOptions): Promise<Stack> {
	const closers: (() => unknown)[] = [];
	const stop = async () => {
		for (let close = closers.pop(); close; close = closers.pop()) await close();
	};
	try {
		return { ...(await start(options, (close) => closers.push(close))), stop };
	} catch (cause) {
		await stop();
		throw cause;
	}
}

async function start(options: StackOptions, onStop: (close: () => unknown) => void): Promise<Omit<Stack, "stop">> {
	const { report = () => {}, now = Date.now } = options;
	const folder = openDataFolder(options.dataDir);
	onStop(folder.release);
	rmSync(folder.file("stack.json"), { force: true });

	const names = stackNames();
	const { region, table, buckets, stateMachineName, stateMachineArn, eventBusName } = names;
	await assertPortFree(options.port);
	const demo = options.empty ? undefined : await prepareDemo(folder, { now, table, report });
	const { urls: engines, stepFunctions } = await startEngines(
		folder,
		{ region, buckets: Object.values(buckets), bus: eventBusName, now },
		onStop,
	);
	const [queues] = await Promise.all([
		ensureQueues(engines.sqs, region, names.prefix),
		ensureTable(engines.dynamodb, region, table),
		...Object.values(buckets).map((bucket) => ensureBucket(engines.s3, region, bucket)),
	]);
	const reached = (await options.through?.(engines)) ?? engines;
	const deps: Deps = {
		...createDeps({
			AWS_REGION: region,
			TABLE_NAME: table,
			RECORDINGS_BUCKET: buckets.recordings,
			EXPORTS_BUCKET: buckets.exports,
			PACKS_BUCKET: buckets.packs,
			TRAIL_SEALS_BUCKET: buckets.seals,
			ASYNC_SEARCH_STATE_MACHINE_ARN: stateMachineArn,
			INTAKE_QUEUE_URL: queues.queueUrl,
			INTAKE_DEAD_LETTER_QUEUE_URL: queues.deadLetterQueueUrl,
			RETENTION_QUEUE_URL: queues.retentionQueueUrl,
			EVENT_BUS_NAME: eventBusName,
			MAIL_FROM: process.env.MAIL_FROM ?? "Rireki <no-reply@rireki.example>",
			MAIL_CONFIGURATION_SET: undefined,
			CONSOLE_URL: `http://${host}:${options.port}/console`,
			CURSOR_KEY: await folder.kept("cursor-key", () => randomBytes(32).toString("base64")),
			DYNAMODB_ENDPOINT: reached.dynamodb,
			S3_ENDPOINT: reached.s3,
			SQS_ENDPOINT: reached.sqs,
			SES_ENDPOINT: reached.ses,
			STEPFUNCTIONS_ENDPOINT: reached.stepfunctions,
			EVENTBRIDGE_ENDPOINT: reached.eventbridge,
		}),
		now,
	};

	const functions = await (options.functions ?? loadFunctions)(deps);
	// Its tasks use the other engines, so it is stopped before them.
	if (stepFunctions) onStop(stepFunctions.stop);
	const gateway = createGateway({
		routes,
		handlers: functions.api,
		authorize: createAuthorizer({ issuer: engines.issuer, audience }),
		findConsolePage: createConsolePages(consoleFolder, {
			config: { apiBase: "/v1", oidc: { authority: engines.issuer, client_id: audience } },
			s3: engines.s3,
		}),
	});
	await demo?.load({ deps, engines, region, bucket: buckets.recordings });
	stepFunctions?.register({
		name: stateMachineName,
		definition: asyncSearchDefinition,
		tasks: functions.workflow,
		onStatusChange: async (change) => void (await functions.executionClosed(change)),
	});
	gateway.listen(options.port, host);
	await once(gateway, "listening");
	onStop(() => close(gateway));
	for (const [queueUrl, handler] of [
		[queues.queueUrl, functions.intake],
		[queues.retentionQueueUrl, functions.retention],
	] as const) {
		onStop(startPoller({ endpoint: engines.sqs, region, queueUrl, handler, now }).stop);
	}
	const changes = { folder, tableName: table, endpoint: engines.dynamodb, region, now, handler: functions.changes };
	const deleteExpired = await startTableWork(changes, onStop);
	onStop(startSchedule(sweepEveryMs, () => functions.sweep({})));
	const sweepRecordings = { kind: "sweep-recordings" } satisfies RetentionTask;
	onStop(startSchedule(sweepRecordingsEveryMs, () => deps.retentionQueue.send([sweepRecordings]), sweepEveryMs));
	onStop(startSchedule(packEveryMs, () => functions.pack({}), packFirstMs));

	const { port } = gateway.address() as { port: number };
	const urls = describeStack(`http://${host}:${port}`, engines, queues, names);
	writeAtomically(folder.file("stack.json"), `${JSON.stringify(urls, null, "\t")}\n`);
	onStop(() => rmSync(folder.file("stack.json"), { force: true }));
	return { urls, deps, deleteExpired };
}

/** Gives current requests some time to complete. */
async function close(server: Server): Promise<void> {
	const closed = once(server, "close");
	server.close();
	server.closeIdleConnections();
	const impatience = setTimeout(() => server.closeAllConnections(), 2000);
	await closed;
	clearTimeout(impatience);
}
