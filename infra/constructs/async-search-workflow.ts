import { join } from "node:path";
import { RemovalPolicy } from "aws-cdk-lib";
import { PolicyStatement, Role, ServicePrincipal } from "aws-cdk-lib/aws-iam";
import type { Function as LambdaFunction } from "aws-cdk-lib/aws-lambda";
import { LogGroup } from "aws-cdk-lib/aws-logs";
import { DefinitionBody, LogLevel, StateMachine, StateMachineType } from "aws-cdk-lib/aws-stepfunctions";
import { Construct } from "constructs";
import { functionNames } from "../functions.ts";
import { stackNameOf, workflowName } from "../names.ts";
import type { StageConfig } from "../stage-config.ts";
import { acknowledge } from "./acknowledge.ts";

export const workflowFile = join(import.meta.dirname, "../workflows/async-search.asl.json");

export type WorkflowFunction = Extract<(typeof functionNames)[number], `workflow/${string}`>;
export const workflowFunctions = functionNames.filter((name): name is WorkflowFunction => name.startsWith("workflow/"));

interface WorkflowProps {
	stage: string;
	config: StageConfig;
	functionOf: (name: WorkflowFunction) => LambdaFunction;
}

/** The asynchronous search, from the same file that the local stack runs. */
export class AsyncSearchWorkflow extends Construct {
	readonly stateMachine: StateMachine;
	readonly logGroup: LogGroup;

	constructor(scope: Construct, id: string, { stage, config, functionOf }: WorkflowProps) {
		super(scope, id);
		const tasks = workflowFunctions.map((name) => ({ name, arn: functionOf(name).functionArn }));
		this.logGroup = new LogGroup(this, "Logs", {
			// Log groups with this prefix do not count against the size limit of CloudWatch Logs' resource policies.
			logGroupName: `/aws/vendedlogs/states/${workflowName(stackNameOf(stage))}`,
			retention: config.logRetentionDays,
			removalPolicy: RemovalPolicy.DESTROY,
		});
		const role = new Role(this, "Role", {
			assumedBy: new ServicePrincipal("states.amazonaws.com"),
			description: "Runs the tasks of asynchronous searches",
		});
		role.addToPolicy(
			new PolicyStatement({
				actions: ["lambda:InvokeFunction"],
				resources: tasks.map(({ arn }) => arn),
			}),
		);
		this.stateMachine = new StateMachine(this, "StateMachine", {
			stateMachineName: workflowName(stackNameOf(stage)),
			stateMachineType: StateMachineType.STANDARD,
			definitionBody: DefinitionBody.fromFile(workflowFile),
			definitionSubstitutions: Object.fromEntries(tasks.map(({ name, arn }) => [placeholderOf(name), arn])),
			role,
			// Only ids pass through it, no records; even so, the log gets no execution data.
			logs: { destination: this.logGroup, level: LogLevel.ALL, includeExecutionData: false },
			tracingEnabled: true,
		});
		acknowledge(
			role,
			"Step Functions' calls for logs and traces support no resource-level permissions.",
			"IAM5[Resource::*]",
		);
	}
}

/** `workflow/mark-failed` → `MarkFailedFunctionArn`, as the definition names it. */
export function placeholderOf(name: WorkflowFunction): string {
	const words = name.slice("workflow/".length).split("-");
	return `${words.map((word) => word.slice(0, 1).toUpperCase() + word.slice(1)).join("")}FunctionArn`;
}
