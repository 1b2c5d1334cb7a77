import { Alarm, ComparisonOperator, TreatMissingData } from "aws-cdk-lib/aws-cloudwatch";
import { SnsAction } from "aws-cdk-lib/aws-cloudwatch-actions";
import { Topic } from "aws-cdk-lib/aws-sns";
import { EmailSubscription } from "aws-cdk-lib/aws-sns-subscriptions";
import { Construct } from "constructs";
import { type Watched, watches } from "./watches.ts";

/** Alarms on what users feel. Each tells its impact, since whoever reads it at night knows no metric by name. */
export class Alarms extends Construct {
	readonly all: Alarm[];
	readonly topic: Topic;

	constructor(scope: Construct, id: string, watched: Watched) {
		super(scope, id);
		this.topic = new Topic(this, "Topic", { topicName: `rireki-${watched.stage}-alarms`, enforceSSL: true });
		for (const address of watched.config.alarmEmails) this.topic.addSubscription(new EmailSubscription(address));
		const action = new SnsAction(this.topic);
		this.all = Object.entries(watches(watched)).map(
			([name, { impact, metric, above, of: [breaching, periods] = [1, 1] }]) => {
				const alarm = new Alarm(this, name, {
					alarmName: `rireki-${watched.stage}-${name}`,
					alarmDescription: impact,
					metric,
					threshold: above,
					comparisonOperator: ComparisonOperator.GREATER_THAN_THRESHOLD,
					datapointsToAlarm: breaching,
					evaluationPeriods: periods,
					treatMissingData: TreatMissingData.NOT_BREACHING,
				});
				alarm.addAlarmAction(action);
				alarm.addOkAction(action);
				return alarm;
			},
		);
	}
}
