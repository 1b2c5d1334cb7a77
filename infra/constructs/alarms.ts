import { Alarm, ComparisonOperator, TreatMissingData } from "aws-cdk-lib/aws-cloudwatch";
import { SnsAction } from "aws-cdk-lib/aws-cloudwatch-actions";
import { Topic } from "aws-cdk-lib/aws-sns";
import { EmailSubscription } from "aws-cdk-lib/aws-sns-subscriptions";
import { Construct } from "constructs";
import { stackNameOf } from "../names.ts";
import type { StageConfig } from "../stage-config.ts";
import type { Watch } from "./watches.ts";

interface AlarmsProps {
	stage: string;
	config: StageConfig;
	/** By the name of the alarm. */
	watches: Record<string, Watch>;
}

/** Alarms on what users notice. Each states its impact, because whoever reads it at night may not know the metrics. */
export class Alarms extends Construct {
	readonly all: Alarm[];
	readonly topic: Topic;

	constructor(scope: Construct, id: string, { stage, config, watches }: AlarmsProps) {
		super(scope, id);
		this.topic = new Topic(this, "Topic", { topicName: `${stackNameOf(stage)}-alarms`, enforceSSL: true });
		for (const address of config.alarmEmails) this.topic.addSubscription(new EmailSubscription(address));
		const action = new SnsAction(this.topic);
		this.all = Object.entries(watches).map(([name, watch]) => {
			const { impact, metric, above, of: [breaching, periods] = [1, 1], orMissing } = watch;
			const alarm = new Alarm(this, name, {
				alarmName: `${stackNameOf(stage)}-${name}`,
				alarmDescription: impact,
				metric,
				threshold: above,
				comparisonOperator: ComparisonOperator.GREATER_THAN_THRESHOLD,
				datapointsToAlarm: breaching,
				evaluationPeriods: periods,
				treatMissingData: orMissing ? TreatMissingData.BREACHING : TreatMissingData.NOT_BREACHING,
			});
			alarm.addAlarmAction(action);
			alarm.addOkAction(action);
			return alarm;
		});
	}
}
