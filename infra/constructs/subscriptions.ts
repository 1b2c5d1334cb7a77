import { Duration } from "aws-cdk-lib";
import { type EventBus, Rule, RuleTargetInput } from "aws-cdk-lib/aws-events";
import { PolicyStatement, Role, ServicePrincipal } from "aws-cdk-lib/aws-iam";
import type { Queue } from "aws-cdk-lib/aws-sqs";
import { Construct } from "constructs";
import type { Subscriber } from "../stage-config.ts";

interface SubscriptionsProps {
	bus: EventBus;
	subscribers: readonly Subscriber[];
	/** Receives events that a subscriber's queue did not accept for a day. */
	undelivered: Queue;
}

/**
 * Delivers published events to the diallers' queues, with a role: a queue in another account accepts nothing else, and
 * names the role in its policy (docs/quickstart-dialler.md). The rules belong to this account, because only it can have
 * rules with targets in other accounts.
 */
export class Subscriptions extends Construct {
	readonly role: Role;

	constructor(scope: Construct, id: string, { bus, subscribers, undelivered }: SubscriptionsProps) {
		super(scope, id);
		this.role = new Role(this, "Role", {
			assumedBy: new ServicePrincipal("events.amazonaws.com"),
			description: "Sends published events to the queues of diallers",
		});
		if (subscribers.length > 0) {
			const resources = subscribers.map(({ queueArn }) => queueArn);
			this.role.addToPrincipalPolicy(new PolicyStatement({ actions: ["sqs:SendMessage"], resources }));
		}
		for (const [index, { queueArn, tenants }] of subscribers.entries()) {
			const whose = tenants ? ` of ${tenants.length} tenants` : "";
			const rule = new Rule(this, `Rule${index}`, {
				description: `Published events${whose}, to ${queueArn.split(":").at(-1)}`,
				eventBus: bus,
				eventPattern: { source: ["rireki"], ...(tenants ? { detail: { tenantid: [...tenants] } } : {}) },
				targets: [
					{
						bind: () => ({
							arn: queueArn,
							role: this.role,
							input: RuleTargetInput.fromEventPath("$.detail"),
							deadLetterConfig: { arn: undelivered.queueArn },
							retryPolicy: { maximumEventAgeInSeconds: Duration.days(1).toSeconds(), maximumRetryAttempts: 185 },
						}),
					},
				],
			});
			undelivered.addToResourcePolicy(
				new PolicyStatement({
					principals: [new ServicePrincipal("events.amazonaws.com")],
					actions: ["sqs:SendMessage"],
					resources: [undelivered.queueArn],
					conditions: { ArnEquals: { "aws:SourceArn": rule.ruleArn } },
				}),
			);
		}
	}
}
