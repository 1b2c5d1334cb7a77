import { randomUUID } from "node:crypto";
import { checkedMachineArn, executionArn } from "./arns.ts";
import { withoutData } from "./history-details.ts";
import { checkedInput, checkedName, checkedStatus, type Input, pageSize } from "./input.ts";
import type { Machines } from "./machines.ts";
import { executionDescription, executionItem, machineDescription, machineItem, seconds } from "./output.ts";
import { formatPageToken, parsePageToken } from "./page-token.ts";

type Action = (machines: Machines, input: Input) => object;

export const actions: Record<string, Action> = {
	StartExecution(machines, { stateMachineArn, name = randomUUID(), input = "{}" }) {
		const machine = machines.find(checkedMachineArn(stateMachineArn));
		const execution = machines.start(machine, checkedName(name), checkedInput(input));
		return {
			executionArn: executionArn(machines.region, execution.machine, execution.name),
			startDate: seconds(execution.started_at),
		};
	},
	StopExecution(machines, input) {
		const stopped = machines.stop(machines.findExecution(input.executionArn), input.error, input.cause);
		return { stopDate: seconds(stopped.stopped_at) };
	},
	DescribeExecution: (machines, input) =>
		executionDescription(machines.findExecution(input.executionArn), machines.region),
	ListExecutions(machines, input) {
		const { name } = machines.find(checkedMachineArn(input.stateMachineArn));
		const size = pageSize(input);
		const from = input.nextToken ? parsePageToken(input.nextToken) : Number.MAX_SAFE_INTEGER;
		const rows = machines.store.list(name, checkedStatus(input.statusFilter), from, size + 1);
		return {
			executions: rows.slice(0, size).map((row) => executionItem(row, machines.region)),
			nextToken: nextToken(rows[size]?.number),
		};
	},
	GetExecutionHistory(machines, input) {
		const { number } = machines.findExecution(input.executionArn);
		const { reverseOrder = false, includeExecutionData = true } = input;
		const size = pageSize(input);
		const first = reverseOrder ? Number.MAX_SAFE_INTEGER : 1;
		const from = input.nextToken ? parsePageToken(input.nextToken) : first;
		const events = machines.store.events(number, from, size + 1, reverseOrder);
		return {
			events: events.slice(0, size).map((event) => (includeExecutionData ? event : withoutData(event))),
			nextToken: nextToken(events[size]?.id),
		};
	},
	ListStateMachines: (machines) => ({ stateMachines: machines.all().map(machineItem) }),
	DescribeStateMachine: (machines, input) =>
		machineDescription(machines.find(checkedMachineArn(input.stateMachineArn))),
};

const nextToken = (position: number | undefined) => (position === undefined ? undefined : formatPageToken(position));
