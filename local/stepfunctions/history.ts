import type { StateMachine } from "aws-local-stepfunctions";

type EventLogs = ReturnType<StateMachine["run"]>["eventLogs"];
export type EventLog = EventLogs extends AsyncGenerator<infer Log> ? Log : never;

/** An event of GetExecutionHistory. Its timestamp in epoch seconds, as the protocol has it. */
export interface HistoryEvent {
	id: number;
	previousEventId: number;
	timestamp: number;
	type: string;
	[details: string]: unknown;
}

/** Tells what happened in an execution as the service would, event by event. */
export class HistoryWriter {
	private id = 0;
	private readonly record: (event: HistoryEvent) => void;

	constructor(record: (event: HistoryEvent) => void) {
		this.record = record;
	}

	write(log: EventLog): void {
		for (const { type, ...details } of toEvents(log)) {
			this.id++;
			this.record({ id: this.id, previousEventId: this.id - 1, timestamp: log.timestamp / 1000, type, ...details });
		}
	}
}

type Event = { type: string; [details: string]: unknown };

function toEvents(log: EventLog): Event[] {
	const json = (value: unknown) => JSON.stringify(value ?? null);
	switch (log.type) {
		case "ExecutionStarted":
			return [{ type: log.type, executionStartedEventDetails: { input: json(log.input) } }];
		case "ExecutionSucceeded":
			return [{ type: log.type, executionSucceededEventDetails: { output: json(log.output) } }];
		case "ExecutionFailed":
			return [{ type: log.type, executionFailedEventDetails: failure(log) }];
		case "ExecutionAborted":
			return [{ type: log.type, executionAbortedEventDetails: {} }];
		case "ExecutionTimeout":
			return [{ type: "ExecutionTimedOut", executionTimedOutEventDetails: { error: "States.Timeout" } }];
		case "StateEntered": {
			const { name, type, input } = log.state;
			const entered = { type: `${type}StateEntered`, stateEnteredEventDetails: { name, input: json(input) } };
			if (type !== "Task") return [entered];
			return [
				entered,
				{
					type: "LambdaFunctionScheduled",
					lambdaFunctionScheduledEventDetails: { resource: name, input: json(input) },
				},
			];
		}
		case "StateExited": {
			const { name, type, output } = log.state;
			const exited = { type: `${type}StateExited`, stateExitedEventDetails: { name, output: json(output) } };
			return type === "Task" ? [{ type: "LambdaFunctionSucceeded" }, exited] : [exited];
		}
		case "StateFailed":
			if (log.state.type === "Task")
				return [{ type: "LambdaFunctionFailed", lambdaFunctionFailedEventDetails: failure(log) }];
			return log.state.type === "Map" ? [{ type: "MapStateFailed" }] : [];
		case "StateRetried":
			return [{ type: "LambdaFunctionScheduled", lambdaFunctionScheduledEventDetails: { resource: log.state.name } }];
		case "MapIterationStarted":
		case "MapIterationSucceeded":
		case "MapIterationFailed":
			return [
				{
					type: log.type,
					[`${log.type.charAt(0).toLowerCase()}${log.type.slice(1)}EventDetails`]: {
						name: log.parentState.name,
						index: log.index,
					},
				},
			];
		default:
			return [];
	}
}

function failure({ Error: error, Cause: cause }: { Error?: unknown; Cause?: unknown }) {
	return { error, cause };
}
