import { type AttributeValue, type ConsumedCapacity, DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { AwsJson1_0Protocol } from "@aws-sdk/core/protocols";
import type { MetadataBearer } from "@smithy/types";
import { AppError } from "./errors.ts";
import { BoundedHttpHandler, limitCalls, type TimeLimits } from "./http.ts";
import { currentMeter } from "./meter.ts";
import { backOff } from "./pause.ts";
import { composed, kept, variable } from "./provider.ts";
import { type TenantCredentials, tenantCredentials, tenantSigner } from "./tenant-credentials.ts";

export type Item = Record<string, AttributeValue>;

/**
 * Returns DynamoDB's answers as parsed JSON. The SDK's own deserializer checks them against a schema, at three times
 * the cost of parsing; the only differences are dates, which the table lacks, and binary attributes, which stay in
 * base64.
 */
class PlainJsonProtocol extends AwsJson1_0Protocol {
	override async deserializeResponse<Output extends MetadataBearer>(
		...[schema, context, response]: Parameters<AwsJson1_0Protocol["deserializeResponse"]>
	): Promise<Output> {
		if (this.isErrorResponse(response.statusCode)) return super.deserializeResponse(schema, context, response);
		const bytes = await context.streamCollector(response.body);
		const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("utf8");
		return { ...parse<Output>(text), $metadata: this.deserializeMetadata(response) };
	}
}

/** A truncated answer is retried, like a missing one. */
function parse<Output>(text: string): Output {
	try {
		return JSON.parse(text);
	} catch (cause) {
		throw Object.assign(new Error("the table's answer was cut short", { cause }), { name: "TimeoutError" });
	}
}

/**
 * The table answers within milliseconds. Throttling may last longer than callers of the API can wait.
 */
const timeLimits: TimeLimits = { idleMs: 10_000, answerMs: 4000, callMs: 30_000 };

interface ClientOptions {
	region: string;
	endpoint?: string | undefined;
	/** Signs each request for the tenant that it is made for, instead of for the function. */
	tenantCredentials?: TenantCredentials | undefined;
	limits?: TimeLimits;
}

/** A client whose calls are charged to the current meter. */
export function createDynamoDbClient(options: ClientOptions): DynamoDBClient {
	const { region, tenantCredentials, limits = timeLimits } = options;
	const requestHandler = new BoundedHttpHandler(limits);
	const client = new DynamoDBClient({
		region,
		...(options.endpoint ? { endpoint: options.endpoint } : {}),
		...(tenantCredentials ? { signer: tenantSigner({ service: "dynamodb", region, tenantCredentials }) } : {}),
		maxAttempts: 8,
		requestHandler,
		protocol: PlainJsonProtocol,
	});
	// It walks the output of every call even without a logger, which takes more than half of the CPU of a page.
	client.middlewareStack.remove("loggerMiddleware");
	client.middlewareStack.add(
		(next, { commandName }) =>
			async (args) => {
				const meter = currentMeter();
				const depth = meter?.begin() ?? 0;
				try {
					const result = await next({ ...args, input: { ...args.input, ReturnConsumedCapacity: "TOTAL" } as never });
					const output = result.output as {
						ConsumedCapacity?: ConsumedCapacity | ConsumedCapacity[];
						ScannedCount?: number;
					};
					if (meter) meter.rowsExamined += output.ScannedCount ?? 0;
					for (const consumed of [output.ConsumedCapacity ?? []].flat()) charge(consumed, commandName);
					return result;
				} finally {
					meter?.end(depth);
				}
			},
		{ step: "initialize", name: "meter" },
	);
	return limitCalls(client, requestHandler, limits.callMs);
}

const reads = /^(Query|GetItem|BatchGetItem)Command$/;

/** A transaction reports both figures. */
function charge(consumed: ConsumedCapacity, commandName = ""): void {
	const meter = currentMeter();
	if (!meter) return;
	if (consumed.WriteCapacityUnits !== undefined || consumed.ReadCapacityUnits !== undefined) {
		meter.writeUnits += consumed.WriteCapacityUnits ?? 0;
		meter.readUnits += consumed.ReadCapacityUnits ?? 0;
	} else if (reads.test(commandName)) meter.readUnits += consumed.CapacityUnits ?? 0;
	else meter.writeUnits += consumed.CapacityUnits ?? 0;
}

/**
 * Sends a batch, and then its unprocessed rest, with increasing pauses.
 * @param send returns the unprocessed rest
 * @throws AppError `unavailable` if the table keeps throttling
 */
export async function untilProcessed<T>(batch: readonly T[], send: (pending: T[]) => Promise<T[]>): Promise<void> {
	let pending = [...batch];
	for (let attempt = 0; pending.length > 0; attempt++) {
		if (attempt === 10) throw new AppError("table-throttled", "a batch was still unprocessed after ten attempts");
		if (attempt > 0) await backOff(attempt, 25);
		pending = await send(pending);
	}
}

export const dynamoDbClient = kept(
	composed(
		(region, endpoint, credentials) => createDynamoDbClient({ region, endpoint, tenantCredentials: credentials }),
		variable("AWS_REGION"),
		variable("DYNAMODB_ENDPOINT"),
		tenantCredentials,
	),
);
export const tableName = variable("TABLE_NAME");
