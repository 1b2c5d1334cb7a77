import { CfnBudget } from "aws-cdk-lib/aws-budgets";
import { Construct } from "constructs";
import { stackNameOf } from "../names.ts";
import type { StageConfig } from "../stage-config.ts";

interface CostAlarmProps {
	stage: string;
	config: StageConfig;
}

/** AWS accepts ten addresses per notification. */
const maxAddresses = 10;

/**
 * A budget for the account's monthly costs, which notifies at 80 % and 100 % of the expected amount, and if the
 * forecast exceeds it. AWS reports costs with a delay of up to a day; forecasts need five weeks of data.
 */
export class CostAlarm extends Construct {
	constructor(scope: Construct, id: string, { stage, config }: CostAlarmProps) {
		super(scope, id);
		const subscribers = config.alarmEmails
			.slice(0, maxAddresses)
			.map((address) => ({ subscriptionType: "EMAIL", address }));
		const notification = (notificationType: "ACTUAL" | "FORECASTED", threshold: number) => ({
			notification: { notificationType, threshold, thresholdType: "PERCENTAGE", comparisonOperator: "GREATER_THAN" },
			subscribers,
		});
		new CfnBudget(this, "Budget", {
			budget: {
				budgetName: stackNameOf(stage),
				budgetType: "COST",
				timeUnit: "MONTHLY",
				budgetLimit: { amount: config.monthlyBudgetUsd, unit: "USD" },
			},
			...(subscribers.length > 0
				? {
						notificationsWithSubscribers: [
							notification("ACTUAL", 80),
							notification("ACTUAL", 100),
							notification("FORECASTED", 100),
						],
					}
				: {}),
		});
	}
}
