import { CfnBudget } from "aws-cdk-lib/aws-budgets";
import { Construct } from "constructs";
import type { StageConfig } from "../config.ts";

interface CostAlarmProps {
	stage: string;
	config: StageConfig;
}

/** AWS takes ten addresses a notification. */
const maxAddresses = 10;

/**
 * Tells those who hear of alarms what the account costs this month: at 80 % of what is expected, at all of it, and when it is forecast to
 * be more. AWS counts costs with a delay of up to a day; a forecast wants five weeks of them.
 */
export class CostAlarm extends Construct {
	constructor(scope: Construct, id: string, { stage, config }: CostAlarmProps) {
		super(scope, id);
		const subscribers = config.alarmEmails
			.slice(0, maxAddresses)
			.map((address) => ({ subscriptionType: "EMAIL", address }));
		const tell = (notificationType: "ACTUAL" | "FORECASTED", threshold: number) => ({
			notification: { notificationType, threshold, thresholdType: "PERCENTAGE", comparisonOperator: "GREATER_THAN" },
			subscribers,
		});
		new CfnBudget(this, "Budget", {
			budget: {
				budgetName: `rireki-${stage}`,
				budgetType: "COST",
				timeUnit: "MONTHLY",
				budgetLimit: { amount: config.monthlyBudgetUsd, unit: "USD" },
			},
			...(subscribers.length > 0
				? { notificationsWithSubscribers: [tell("ACTUAL", 80), tell("ACTUAL", 100), tell("FORECASTED", 100)] }
				: {}),
		});
	}
}
