import { DynamoDBClient, paginateScan } from "@aws-sdk/client-dynamodb";
import { createDeps, type Deps } from "../../../local/deps.ts";
import type { StackDescription } from "../../../local/stack-description.ts";
import { templates } from "../../../shared/call-history/schema.ts";
import type { Item } from "../../../shared/platform/dynamodb.ts";
import { tableKey } from "../../../shared/platform/keys.ts";
import type { Client } from "../client.ts";
import type { Ledger } from "../ledger.ts";
import { batches, tenant } from "../tenant.ts";

const region = "ap-northeast-1";

/** The subject of an audit: what was acknowledged, what the API answers, and what the engines contain. */
export interface Audited {
	urls: StackDescription;
	client: Client;
	ledger: Ledger;
	/** The product's dependencies, directly on the engines. */
	deps: Deps;
	/** All items of the table. */
	items: Item[];
	/** Observations that are not findings. */
	notes: string[];
}

/** @returns the findings, one sentence each */
export type Audit = (audited: Audited) => Promise<string[]>;

export async function createAudited(
	urls: StackDescription,
	now: number,
	client: Client,
	ledger: Ledger,
): Promise<Audited> {
	const deps: Deps = {
		...createDeps({
			AWS_REGION: region,
			TABLE_NAME: urls.table,
			RECORDINGS_BUCKET: urls.buckets.recordings,
			EXPORTS_BUCKET: urls.buckets.exports,
			PACKS_BUCKET: urls.buckets.packs,
			TRAIL_SEALS_BUCKET: urls.buckets.seals,
			ASYNC_SEARCH_STATE_MACHINE_ARN: urls.stateMachineArn,
			INTAKE_QUEUE_URL: urls.queueUrl,
			INTAKE_DEAD_LETTER_QUEUE_URL: urls.deadLetterQueueUrl,
			RETENTION_QUEUE_URL: urls.retentionQueueUrl,
			EVENT_BUS_NAME: urls.table,
			MAIL_FROM: "Rireki <no-reply@rireki.example>",
			MAIL_CONFIGURATION_SET: undefined,
			CONSOLE_URL: urls.console,
			CURSOR_KEY: Buffer.alloc(32).toString("base64"),
			DYNAMODB_ENDPOINT: urls.aws.dynamodb,
			S3_ENDPOINT: urls.aws.s3,
			SQS_ENDPOINT: urls.aws.sqs,
			SES_ENDPOINT: urls.aws.ses,
			STEPFUNCTIONS_ENDPOINT: urls.aws.stepfunctions,
			EVENTBRIDGE_ENDPOINT: urls.aws.eventbridge,
		}),
		now: () => now,
	};
	return { urls, client, ledger, deps, items: await scan(urls), notes: [] } satisfies Audited;
}

async function scan({ aws, table }: StackDescription): Promise<Item[]> {
	const client = new DynamoDBClient({ endpoint: aws.dynamodb, region });
	const items: Item[] = [];
	for await (const page of paginateScan({ client }, { TableName: table, ConsistentRead: true })) {
		items.push(...((page.Items ?? []) as Item[]));
	}
	client.destroy();
	return items;
}

const textOf = (item: Item, name: string) => item[name]?.S ?? "";

/** The items of calls that were sent, with their kinds; for a pointer, `callId` is its batch and customer. */
export function itemsOfCalls({
	items,
	ledger,
}: Pick<Audited, "items" | "ledger">): { kind: string; callId: string; item: Item }[] {
	return items.flatMap((item) => {
		const [partition, sort] = [textOf(item, tableKey.pk), textOf(item, tableKey.sk)];
		const callId = partition.slice(tenant.length + 1);
		const kinds: Record<string, string> = { [templates.record.sk]: "record", x: "correction", a: "access" };
		const kind = ledger.calls.has(callId) ? kinds[sort.split("#")[0] ?? ""] : undefined;
		if (kind) return [{ kind, callId, item }];
		const isPointer = sort === templates.latest.sk && /^[^#]+#[^#]+$/.test(callId);
		return isPointer ? [{ kind: "pointer", callId, item }] : [];
	});
}

/** The calls whose records have not expired. */
export function living({ ledger, deps }: Pick<Audited, "ledger" | "deps">) {
	const expired = deps.now() >= Date.parse(`${batches.short.endsOn}T24:00:00+09:00`) + 90 * 86_400_000;
	return [...ledger.calls.values()].filter(({ batch }) => !(expired && batch === "short"));
}
