import { CfnOutput, Stack, type StackProps } from "aws-cdk-lib";
import {
	CloudWatchDimensionSource,
	ConfigurationSet,
	ConfigurationSetTlsPolicy,
	EmailIdentity,
	EmailSendingEvent,
	EventDestination,
	Identity,
	SuppressionReasons,
} from "aws-cdk-lib/aws-ses";
import type { Construct } from "constructs";
import { stackNameOf } from "./names.ts";
import type { StageConfig } from "./stage-config.ts";

export interface MailStackProps extends StackProps {
	stage: string;
	config: StageConfig;
}

/**
 * The sending domain, which has to be verified before anything else is deployed: the user pool invites from it. An
 * address that bounced or complained is put on the account's suppression list and gets no more mail from this
 * configuration set; alarms watch the bounce and complaint rates, by which Amazon judges a sender.
 */
export class MailStack extends Stack {
	readonly configurationSetName: string;
	private readonly identity: EmailIdentity;

	constructor(scope: Construct, id: string, { stage, config, ...props }: MailStackProps) {
		super(scope, id, props);
		this.configurationSetName = stackNameOf(stage);
		const configurationSet = new ConfigurationSet(this, "ConfigurationSet", {
			configurationSetName: this.configurationSetName,
			suppressionReasons: SuppressionReasons.BOUNCES_AND_COMPLAINTS,
			reputationMetrics: true,
			tlsPolicy: ConfigurationSetTlsPolicy.REQUIRE,
		});
		configurationSet.addEventDestination("Metrics", {
			destination: EventDestination.cloudWatchDimensions([
				{
					source: CloudWatchDimensionSource.MESSAGE_TAG,
					name: "ses:configuration-set",
					defaultValue: this.configurationSetName,
				},
			]),
			events: [
				EmailSendingEvent.SEND,
				EmailSendingEvent.DELIVERY,
				EmailSendingEvent.BOUNCE,
				EmailSendingEvent.COMPLAINT,
				EmailSendingEvent.REJECT,
			],
		});
		this.identity = new EmailIdentity(this, "Domain", {
			identity: Identity.domain(config.mail.domain),
			mailFromDomain: `bounce.${config.mail.domain}`,
			configurationSet,
		});
		for (const [index, { name, value }] of this.identity.dkimRecords.entries()) {
			new CfnOutput(this, `DkimRecord${index + 1}`, { value: `${name} CNAME ${value}` });
		}
	}

	get identityArn(): string {
		return this.identity.emailIdentityArn;
	}

	get configurationSetArn(): string {
		return this.formatArn({ service: "ses", resource: "configuration-set", resourceName: this.configurationSetName });
	}
}
