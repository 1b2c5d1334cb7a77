import { Duration } from "aws-cdk-lib";
import { Rule, RuleTargetInput, Schedule } from "aws-cdk-lib/aws-events";
import { LambdaFunction as LambdaTarget, SqsQueue } from "aws-cdk-lib/aws-events-targets";
import type { Function as LambdaFunction } from "aws-cdk-lib/aws-lambda";
import { CfnEventSourceMapping } from "aws-cdk-lib/aws-lambda";
import { SqsDestination } from "aws-cdk-lib/aws-lambda-destinations";
import type { IStateMachine } from "aws-cdk-lib/aws-stepfunctions";
import { Construct } from "constructs";
import { trailIndex } from "../../shared/call-history/schema.ts";
import type { RetentionTask } from "../../shared/retention/model.ts";
import type { StageConfig } from "../stage-config.ts";
import type { Queues } from "./queues.ts";

interface EventSourcesProps {
	config: StageConfig;
	queues: Queues;
	stateMachine: IStateMachine;
	intake: LambdaFunction;
	executionClosed: LambdaFunction;
	sweep: LambdaFunction;
	pack: LambdaFunction;
	changes: LambdaFunction;
	retention: LambdaFunction;
	tableStreamArn: string;
}

/** What starts the functions of functions/events/. */
export class EventSources extends Construct {
	constructor(scope: Construct, id: string, props: EventSourcesProps) {
		super(scope, id);
		// By hand: the construct would grant the intake more rights to the queue than infra/functions.ts lists.
		new CfnEventSourceMapping(this, "Intake", {
			functionName: props.intake.functionName,
			eventSourceArn: props.queues.intake.queueArn,
			batchSize: 10,
			functionResponseTypes: ["ReportBatchItemFailures"],
			scalingConfig: { maximumConcurrency: props.config.intakeConcurrency },
		}).node.addDependency(props.intake.role ?? props.intake);

		new CfnEventSourceMapping(this, "Retention", {
			functionName: props.retention.functionName,
			eventSourceArn: props.queues.retention.queueArn,
			batchSize: 10,
			functionResponseTypes: ["ReportBatchItemFailures"],
			// Limits the capacity that a batch of a million records, or its expiry, takes from everybody else.
			scalingConfig: { maximumConcurrency: 4 },
		}).node.addDependency(props.retention.role ?? props.retention);
		new CfnEventSourceMapping(this, "Changes", {
			functionName: props.changes.functionName,
			eventSourceArn: props.tableStreamArn,
			startingPosition: "TRIM_HORIZON",
			batchSize: 100,
			bisectBatchOnFunctionError: true,
			// Changes are retried as long as the stream keeps them; then their position in the stream goes to the dead-letter
			// queue.
			maximumRetryAttempts: -1,
			destinationConfig: { onFailure: { destination: props.queues.retentionDeadLetters.queueArn } },
			// Most changes are new items, and of these only the trail's entries matter.
			filterCriteria: {
				filters: [
					{ eventName: ["MODIFY", "REMOVE"] },
					{ eventName: ["INSERT"], dynamodb: { NewImage: { [trailIndex.pk]: { S: [{ exists: true }] } } } },
				].map((pattern) => ({ pattern: JSON.stringify(pattern) })),
			},
		}).node.addDependency(props.changes.role ?? props.changes);

		const { undelivered } = props.queues;
		const target = (handler: LambdaFunction) => {
			handler.configureAsyncInvoke({ retryAttempts: 2, onFailure: new SqsDestination(undelivered) });
			return new LambdaTarget(handler, {
				deadLetterQueue: undelivered,
				maxEventAge: Duration.hours(2),
				retryAttempts: 10,
			});
		};
		new Rule(this, "ExecutionClosed", {
			description: "The workflow of an asynchronous search failed, timed out or was aborted",
			eventPattern: {
				source: ["aws.states"],
				detailType: ["Step Functions Execution Status Change"],
				detail: {
					stateMachineArn: [props.stateMachine.stateMachineArn],
					status: ["FAILED", "TIMED_OUT", "ABORTED"],
				},
			},
			targets: [target(props.executionClosed)],
		});
		new Rule(this, "Sweep", {
			description: "Finds asynchronous searches whose end was not recorded",
			schedule: Schedule.rate(Duration.minutes(5)),
			targets: [target(props.sweep)],
		});
		new Rule(this, "SweepRecordings", {
			description: "Finds recordings that no record refers to",
			schedule: Schedule.rate(Duration.days(7)),
			targets: [
				new SqsQueue(props.queues.retention, {
					message: RuleTargetInput.fromObject({ kind: "sweep-recordings" } satisfies RetentionTask),
					deadLetterQueue: undelivered,
					maxEventAge: Duration.hours(2),
					retryAttempts: 10,
				}),
			],
		});
		new Rule(this, "Pack", {
			description: "Packs the records that are due",
			schedule: Schedule.rate(Duration.minutes(5)),
			targets: [target(props.pack)],
		});
	}
}
