import { CfnOutput, RemovalPolicy, Stack, type StackProps } from "aws-cdk-lib";
import { Table } from "aws-cdk-lib/aws-dynamodb";
import { EventBus } from "aws-cdk-lib/aws-events";
import { LogGroup } from "aws-cdk-lib/aws-logs";
import type { Construct } from "constructs";
import { Alarms } from "./constructs/alarms.ts";
import { Api } from "./constructs/api.ts";
import { AsyncSearchWorkflow } from "./constructs/async-search-workflow.ts";
import { CostAlarm } from "./constructs/cost-alarm.ts";
import { Dashboard } from "./constructs/dashboard.ts";
import { DeployedFunction, type EnvValues, lentToOperators } from "./constructs/deployed-function.ts";
import { EventSources } from "./constructs/event-sources.ts";
import type { PermissionTargets } from "./constructs/permissions.ts";
import { Queues } from "./constructs/queues.ts";
import { cursorKey, originKeys } from "./constructs/secrets.ts";
import { Subscriptions } from "./constructs/subscriptions.ts";
import { watches } from "./constructs/watches.ts";
import type { DataStack } from "./data-stack.ts";
import { type FunctionName, functionNames } from "./functions.ts";
import { identityFunction } from "./identity-stack.ts";
import type { MailStack } from "./mail-stack.ts";
import { stackNameOf, workflowName } from "./names.ts";
import { pascal } from "./pascal.ts";
import type { StageConfig } from "./stage-config.ts";

export interface ServiceStackProps extends StackProps {
	stage: string;
	config: StageConfig;
	data: DataStack;
	mail: MailStack;
	/** Issuer and clients of the tokens that the API accepts. */
	tokens: { issuer: string; clientIds: string[] };
}

/** Everything that runs: API, functions, queues, the state machine, and their monitoring. */
export class ServiceStack extends Stack {
	/** The API's host name, for CloudFront. */
	readonly apiHost: string;

	constructor(scope: Construct, id: string, { stage, config, data, mail, tokens, ...props }: ServiceStackProps) {
		super(scope, id, props);
		const queues = new Queues(this, "Queues", {
			stage,
			senderArns: config.diallerRoleArns,
		});
		this.addStackDependency(data);
		// By name, so that a restored table can take its place: a reference between stacks cannot change.
		const table = Table.fromTableName(this, "Table", config.restoredTable?.name ?? stackNameOf(stage));
		const tableStreamArn = config.restoredTable?.streamArn ?? data.tableStreamArn;
		const bus = new EventBus(this, "Events", { eventBusName: stackNameOf(stage) });
		const { undelivered } = queues;
		const { subscribers } = config;
		const subscriptions = new Subscriptions(this, "Subscriptions", { bus, subscribers, undelivered });
		// By name: the machine refers to its tasks' functions, so a reference back would be a cycle.
		const machine = workflowName(stackNameOf(stage));
		const stateMachineArn = this.statesArn("stateMachine", machine);
		const targets: PermissionTargets = {
			table,
			key: data.key,
			...data.buckets.arns,
			stateMachineArn,
			executionArns: this.statesArn("execution", `${machine}:*`),
			intakeQueueArn: queues.intake.queueArn,
			intakeDeadLetterQueueArn: queues.intakeDeadLetters.queueArn,
			retentionQueueArn: queues.retention.queueArn,
			retentionDeadLetterQueueArn: queues.retentionDeadLetters.queueArn,
			tableStreamArn,
			eventBusArn: bus.eventBusArn,
			mailIdentityArn: mail.identityArn,
			mailConfigurationSetArn: mail.configurationSetArn,
			mailFrom: config.mail.from,
		};
		const env: EnvValues = {
			TABLE_NAME: table.tableName,
			RECORDINGS_BUCKET: data.buckets.recordings.bucketName,
			EXPORTS_BUCKET: data.buckets.exports.bucketName,
			PACKS_BUCKET: data.buckets.packs.bucketName,
			TRAIL_SEALS_BUCKET: data.buckets.seals.bucketName,
			CURSOR_KEY: cursorKey(stage, config),
			INTAKE_QUEUE_URL: queues.intake.queueUrl,
			INTAKE_DEAD_LETTER_QUEUE_URL: queues.intakeDeadLetters.queueUrl,
			ASYNC_SEARCH_STATE_MACHINE_ARN: stateMachineArn,
			RETENTION_QUEUE_URL: queues.retention.queueUrl,
			EVENT_BUS_NAME: bus.eventBusName,
			MAIL_FROM: config.mail.from,
			MAIL_CONFIGURATION_SET: mail.configurationSetName,
			CONSOLE_URL: `https://${config.domainName}/console`,
		};
		const common = { stage, config, targets, env, originKeys: originKeys(stage, config) };
		const deployed = new Map<FunctionName, DeployedFunction>();
		for (const name of functionNames) {
			if (name === identityFunction) continue;
			deployed.set(name, new DeployedFunction(this, pascal(name), { ...common, name }));
		}
		const functionOf = (name: FunctionName) => {
			const found = deployed.get(name);
			if (!found) throw new Error(`${name} is not a function of this stack`);
			return found.function;
		};

		const workflow = new AsyncSearchWorkflow(this, "AsyncSearch", { stage, config, functionOf });
		new EventSources(this, "EventSources", {
			config,
			queues,
			stateMachine: workflow.stateMachine,
			intake: functionOf("events/intake"),
			executionClosed: functionOf("events/execution-closed"),
			sweep: functionOf("events/sweep"),
			pack: functionOf("events/pack"),
			changes: functionOf("events/changes"),
			retention: functionOf("events/retention"),
			tableStreamArn,
		});
		const api = new Api(this, "Api", {
			stage,
			config,
			...tokens,
			accessLogs: new LogGroup(this, "AccessLogs", {
				logGroupName: `/aws/vendedlogs/apis/${stackNameOf(stage)}`,
				retention: config.logRetentionDays,
				removalPolicy: RemovalPolicy.DESTROY,
			}),
			functionOf: (name) => functionOf(`api/${name}`),
		});
		this.apiHost = api.host;
		const watched = { stage, config, api, queues, workflow, table, functionOf };
		const alarms = new Alarms(this, "Alarms", { stage, config, watches: watches(watched) });
		new CostAlarm(this, "Costs", { stage, config });
		new Dashboard(this, "Dashboard", { ...watched, alarms: alarms.all });

		new CfnOutput(this, "IntakeQueueUrl", { value: queues.intake.queueUrl });
		new CfnOutput(this, "IntakeDeadLetterQueueUrl", { value: queues.intakeDeadLetters.queueUrl });
		new CfnOutput(this, "RecordingsBucketName", { value: data.buckets.recordings.bucketName });
		new CfnOutput(this, "DataKeyArn", { value: data.key.keyArn });
		new CfnOutput(this, "EventBusName", { value: bus.eventBusName });
		new CfnOutput(this, "EventDeliveryRoleArn", { value: subscriptions.role.roleArn });
		new CfnOutput(this, "TenantRoleArn", { value: deployed.get(lentToOperators)?.tenantRole?.roleArn ?? "" });
	}

	private statesArn(kind: string, name: string): string {
		return `arn:aws:states:${this.region}:${this.account}:${kind}:${name}`;
	}
}
