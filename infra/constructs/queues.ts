import { Duration } from "aws-cdk-lib";
import { ArnPrincipal } from "aws-cdk-lib/aws-iam";
import { Queue, QueueEncryption, type QueueProps } from "aws-cdk-lib/aws-sqs";
import { Construct } from "constructs";
import { deadLetterQueueName, queueName, stackNameOf } from "../names.ts";
import { type QueueName, queueSpec, retentionPeriodSeconds, visibilityTimeoutSeconds } from "../queues.ts";
import { acknowledge } from "./acknowledge.ts";

/** The incoming queues, and the dead-letter queues where failed messages wait for an operator. */
export class Queues extends Construct {
	readonly intake: Queue;
	/** Events that can never be applied, with the reason. */
	readonly intakeDeadLetters: Queue;
	/** Retention tasks. */
	readonly retention: Queue;
	/** Retention tasks that failed for a day, and changes of the table that could not be processed. */
	readonly retentionDeadLetters: Queue;
	/** AWS's own events that a function failed to process. */
	readonly undelivered: Queue;

	constructor(scope: Construct, id: string, props: { stage: string; senderArns: readonly string[] }) {
		super(scope, id);
		const stackName = stackNameOf(props.stage);
		const create = (made: string, name: string, more: QueueProps = {}) =>
			new Queue(this, made, {
				encryption: QueueEncryption.SQS_MANAGED,
				enforceSSL: true,
				queueName: name,
				retentionPeriod: Duration.seconds(retentionPeriodSeconds),
				...more,
			});
		const settings = (name: QueueName, deadLetters: Queue): QueueProps => {
			const spec = queueSpec(name);
			return {
				visibilityTimeout: Duration.seconds(visibilityTimeoutSeconds(spec)),
				...(spec.maxMessageBytes ? { maxMessageSizeBytes: spec.maxMessageBytes } : {}),
				deadLetterQueue: { queue: deadLetters, maxReceiveCount: spec.maxReceiveCount },
			};
		};
		this.intakeDeadLetters = create("IntakeDeadLetters", deadLetterQueueName(stackName, "intake"));
		const ofIntake = settings("intake", this.intakeDeadLetters);
		this.intake = create("Intake", queueName(stackName, "intake"), ofIntake);
		this.retentionDeadLetters = create("RetentionDeadLetters", deadLetterQueueName(stackName, "retention"));
		const ofRetention = settings("retention", this.retentionDeadLetters);
		this.retention = create("Retention", queueName(stackName, "retention"), ofRetention);
		this.undelivered = create("Undelivered", queueName(stackName, "undelivered"));
		acknowledge(this.undelivered, "It is a dead-letter queue, of event rules and asynchronous invocations.", "SQS3");
		for (const arn of props.senderArns) {
			this.intake.grantSendMessages(new ArnPrincipal(arn));
			// Read only: rejected messages stay until an operator redrives or deletes them.
			this.intakeDeadLetters.grant(
				new ArnPrincipal(arn),
				"sqs:GetQueueUrl",
				"sqs:GetQueueAttributes",
				"sqs:ReceiveMessage",
			);
		}
	}
}
