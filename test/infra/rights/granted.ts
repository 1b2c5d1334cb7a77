import { App, Stack } from "aws-cdk-lib";
import { Table } from "aws-cdk-lib/aws-dynamodb";
import { Key } from "aws-cdk-lib/aws-kms";
import { dataStatements, type PermissionTargets, serviceStatements } from "../../../infra/constructs/permissions.ts";
import { type FunctionName, functionSpec } from "../../../infra/functions.ts";

const region = "ap-northeast-1:111111111111";
const bucket = (name: string) => `arn:aws:s3:::${name}`;
const queue = (name: string) => `arn:aws:sqs:${region}:${name}`;

function targetsOf(stack: Stack): PermissionTargets {
	return {
		table: Table.fromTableArn(stack, "table", `arn:aws:dynamodb:${region}:table/rireki`),
		key: Key.fromKeyArn(stack, "key", `arn:aws:kms:${region}:key/1`),
		...{ recordings: bucket("recordings"), exports: bucket("exports"), packs: bucket("packs"), seals: bucket("seals") },
		stateMachineArn: `arn:aws:states:${region}:stateMachine:search`,
		executionArns: `arn:aws:states:${region}:execution:search:*`,
		...{ intakeQueueArn: queue("intake"), intakeDeadLetterQueueArn: queue("dead-letters") },
		...{ retentionQueueArn: queue("retention"), retentionDeadLetterQueueArn: queue("retention-dead-letters") },
		tableStreamArn: `arn:aws:dynamodb:${region}:table/rireki/stream/1`,
		eventBusArn: `arn:aws:events:${region}:event-bus/rireki`,
		mailIdentityArn: `arn:aws:ses:${region}:identity/rireki.example`,
		mailConfigurationSetArn: `arn:aws:ses:${region}:configuration-set/rireki`,
		mailFrom: "no-reply@rireki.example",
	};
}

/** What a function's roles allow, in the words of {@link recordServiceCalls}. */
export function rightsOf(name: FunctionName): string[] {
	const { allow, serves } = functionSpec(name);
	const targets = targetsOf(new Stack(new App(), "stack"));
	const statements = [...dataStatements(allow, targets, serves === "tenant"), ...serviceStatements(allow, targets)];
	const rights = statements.flatMap((statement) => {
		const { Action, Resource, Condition = {} } = statement.toStatementJson();
		const resources: string[] = [Resource].flat();
		const keys: string[] = [Condition["ForAllValues:StringLike"]?.["dynamodb:LeadingKeys"] ?? []].flat();
		const counts = keys.length > 0 && keys.every((key) => key.includes("####"));
		const prefixes: string[] = [Condition.StringLike?.["s3:prefix"] ?? []].flat();
		const listed = prefixes.flatMap((prefix) => resources.map((resource) => `${resource}/${prefix}`));
		const named = listed.length > 0 ? listed : resources;
		return [Action]
			.flat()
			.flatMap((action: string) => named.map((arn) => told(action, counts ? "counts" : kindOf(arn))));
	});
	return [...new Set(rights)].toSorted();
}

const told = (action: string, kind: string) => (kind ? `${action} ${kind}` : action);

function kindOf(arn: string): string {
	const [, , service, , , ...rest] = arn.split(":");
	const path = rest.join(":");
	if (service === "dynamodb")
		return path.includes("/stream/") ? "stream" : path.includes("/index/") ? "index" : "table";
	if (service === "s3")
		return path.startsWith("exports") ? path.split("/").slice(0, 2).join("/") : (path.split("/")[0] ?? "");
	return service === "sqs" ? path : "";
}
