import { executionArn, machineArn, roleArn } from "./arns.ts";
import type { ExecutionRow } from "./execution-store.ts";
import type { Machine } from "./machine.ts";

/** The service's times are epoch seconds. */
export const seconds = (milliseconds: number | null) => (milliseconds === null ? undefined : milliseconds / 1000);

export function executionItem(row: ExecutionRow, region: string): object {
	return {
		executionArn: executionArn(region, row.machine, row.name),
		stateMachineArn: machineArn(region, row.machine),
		name: row.name,
		status: row.status,
		startDate: seconds(row.started_at),
		stopDate: seconds(row.stopped_at),
		redriveCount: 0,
	};
}

export function executionDescription(row: ExecutionRow, region: string): object {
	return {
		...executionItem(row, region),
		input: row.input,
		inputDetails: { included: true },
		...(row.output !== null && { output: row.output, outputDetails: { included: true } }),
		...(row.error !== null && { error: row.error }),
		...(row.cause !== null && { cause: row.cause }),
		redriveStatus: "NOT_REDRIVABLE",
		redriveStatusReason: "The local stack does not redrive executions",
	};
}

export function machineItem({ arn, name, createdAt }: Machine): object {
	return { stateMachineArn: arn, name, type: "STANDARD", creationDate: seconds(createdAt) };
}

export function machineDescription(machine: Machine): object {
	return {
		...machineItem(machine),
		status: "ACTIVE",
		definition: machine.definition.text,
		roleArn,
		loggingConfiguration: { level: "OFF", includeExecutionData: false },
		tracingConfiguration: { enabled: false },
	};
}
