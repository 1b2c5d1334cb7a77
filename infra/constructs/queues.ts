import { Duration } from "aws-cdk-lib";
import { ArnPrincipal } from "aws-cdk-lib/aws-iam";
import { Queue, QueueEncryption, type QueueProps } from "aws-cdk-lib/aws-sqs";
import { Construct } from "constructs";
import { maxMessageBytes } from "../../shared/intake/model.ts";
import { acknowledge } from "./acknowledge.ts";

/** What comes in, and where what could not be handled waits for an operator. */
export class Queues extends Construct {
	readonly intake: Queue;
	/** What can never be applied, with its reason. */
	readonly intakeDeadLetters: Queue;
	/** What the retention has to do. */
	readonly retention: Queue;
	/** Tasks of the retention that failed for a day, and changes of the table that could not be told. */
	readonly retentionDeadLetters: Queue;
	/** Events of AWS itself that a function failed on. */
	readonly undelivered: Queue;

	constructor(
		scope: Construct,
		id: string,
		props: {
			stage: string;
			intakeTimeoutSeconds: number;
			retentionTimeoutSeconds: number;
			senderArns: readonly string[];
		},
	) {
		super(scope, id);
		this.intakeDeadLetters = new Queue(this, "IntakeDeadLetters", {
			...closed,
			queueName: `rireki-${props.stage}-intake-dlq`,
			retentionPeriod: Duration.days(14),
		});
		this.intake = new Queue(this, "Intake", {
			...closed,
			queueName: `rireki-${props.stage}-intake`,
			maxMessageSizeBytes: maxMessageBytes,
			retentionPeriod: Duration.days(14),
			visibilityTimeout: Duration.seconds(6 * props.intakeTimeoutSeconds),
			// Messages that wait for others are sent anew: only faults count, ten minutes apart, five days or more in all.
			deadLetterQueue: { queue: this.intakeDeadLetters, maxReceiveCount: 1000 },
		});
		this.retentionDeadLetters = new Queue(this, "RetentionDeadLetters", {
			...closed,
			queueName: `rireki-${props.stage}-retention-dlq`,
			retentionPeriod: Duration.days(14),
		});
		this.retention = new Queue(this, "Retention", {
			...closed,
			queueName: `rireki-${props.stage}-retention`,
			retentionPeriod: Duration.days(14),
			visibilityTimeout: Duration.seconds(6 * props.retentionTimeoutSeconds),
			// No delay of its own: whoever sends a task that has to wait says so. Twelve minutes lie between two tries: a table that
			// cannot be reached for a day is no task's fault.
			deadLetterQueue: { queue: this.retentionDeadLetters, maxReceiveCount: 120 },
		});
		this.undelivered = new Queue(this, "Undelivered", {
			...closed,
			queueName: `rireki-${props.stage}-undelivered`,
			retentionPeriod: Duration.days(14),
		});
		acknowledge(this.undelivered, "It is a dead-letter queue, of event rules and asynchronous invocations.", "SQS3");
		for (const arn of props.senderArns) this.intake.grantSendMessages(new ArnPrincipal(arn));
	}
}

const closed: QueueProps = { encryption: QueueEncryption.SQS_MANAGED, enforceSSL: true };
