import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import type { EventBridgeEvent } from "aws-lambda";
import { accountId, executionArn, machineArn } from "./arns.ts";
import type { ExecutionRow } from "./execution-store.ts";

/** Times in epoch milliseconds, unlike everywhere else in Step Functions. */
interface ExecutionStatus {
	executionArn: string;
	stateMachineArn: string;
	name: string;
	status: ExecutionRow["status"];
	startDate: number;
	stopDate: number | null;
	input: string;
	output: string | null;
	error: string | null;
	cause: string | null;
}

export type StatusChange = EventBridgeEvent<"Step Functions Execution Status Change", ExecutionStatus>;

/** What EventBridge is told when an execution ends. */
export function statusChangeOf(row: ExecutionRow, region: string): StatusChange {
	const arn = executionArn(region, row.machine, row.name);
	return {
		version: "0",
		id: randomUUID(),
		"detail-type": "Step Functions Execution Status Change",
		source: "aws.states",
		account: accountId,
		time: new Date(row.stopped_at ?? row.started_at).toISOString(),
		region,
		resources: [arn],
		detail: {
			executionArn: arn,
			stateMachineArn: machineArn(region, row.machine),
			name: row.name,
			status: row.status,
			startDate: row.started_at,
			stopDate: row.stopped_at,
			input: row.input,
			output: row.output,
			error: row.error,
			cause: row.cause,
		},
	};
}

const pausesMilliseconds = [1000, 4000, 16_000, 64_000];

/** Tells it again, after growing pauses, to a listener that throws. Rejects only when `stopping` is aborted. */
export async function announce(
	change: StatusChange,
	listener: (change: StatusChange) => Promise<void>,
	stopping: AbortSignal,
	pauseMilliseconds?: number,
): Promise<void> {
	for (const pause of [...pausesMilliseconds, undefined]) {
		try {
			return await listener(change);
		} catch (cause) {
			console.error(`Status change of ${change.detail.executionArn}:`, cause);
		}
		if (pause !== undefined) await sleep(pauseMilliseconds ?? pause, undefined, { signal: stopping });
	}
}
