import { Stack } from "aws-cdk-lib";
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
import { Construct } from "constructs";
import type { StageConfig } from "../config.ts";

/**
 * The sending domain. An address that bounced or complained is put on the account's suppression list and gets no more
 * mail from this configuration set; alarms watch the rates, by which Amazon judges the sender.
 */
export class Mail extends Construct {
	readonly configurationSet: ConfigurationSet;
	readonly identity: EmailIdentity;
	/** CNAME records that the domain needs. */
	readonly dkimRecords: { name: string; value: string }[];

	constructor(scope: Construct, id: string, { stage, config }: { stage: string; config: StageConfig }) {
		super(scope, id);
		this.configurationSet = new ConfigurationSet(this, "ConfigurationSet", {
			configurationSetName: `rireki-${stage}`,
			suppressionReasons: SuppressionReasons.BOUNCES_AND_COMPLAINTS,
			reputationMetrics: true,
			tlsPolicy: ConfigurationSetTlsPolicy.REQUIRE,
		});
		this.configurationSet.addEventDestination("Metrics", {
			destination: EventDestination.cloudWatchDimensions([
				{
					source: CloudWatchDimensionSource.MESSAGE_TAG,
					name: "ses:configuration-set",
					defaultValue: `rireki-${stage}`,
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
			configurationSet: this.configurationSet,
		});
		this.dkimRecords = this.identity.dkimRecords;
	}

	get identityArn(): string {
		return this.identity.emailIdentityArn;
	}

	get configurationSetArn(): string {
		const resourceName = this.configurationSet.configurationSetName;
		return Stack.of(this).formatArn({ service: "ses", resource: "configuration-set", resourceName });
	}
}
