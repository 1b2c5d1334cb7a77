import { App, Stack } from "aws-cdk-lib";
import { Table } from "aws-cdk-lib/aws-dynamodb";
import { Key } from "aws-cdk-lib/aws-kms";
import type { PermissionTargets } from "../../infra/constructs/permissions.ts";

const region = "ap-northeast-1:111111111111";
const bucket = (name: string) => `arn:aws:s3:::${name}`;
const queue = (name: string) => `arn:aws:sqs:${region}:${name}`;

export const tableArn = `arn:aws:dynamodb:${region}:table/rireki`;

/** The resources that rights are granted to, each with a name that says what it is. */
export function permissionTargets(): PermissionTargets {
	const stack = new Stack(new App(), "stack");
	return {
		table: Table.fromTableArn(stack, "table", tableArn),
		key: Key.fromKeyArn(stack, "key", `arn:aws:kms:${region}:key/1`),
		recordings: bucket("recordings"),
		exports: bucket("exports"),
		packs: bucket("packs"),
		seals: bucket("seals"),
		stateMachineArn: `arn:aws:states:${region}:stateMachine:search`,
		executionArns: `arn:aws:states:${region}:execution:search:*`,
		intakeQueueArn: queue("intake"),
		intakeDeadLetterQueueArn: queue("dead-letters"),
		retentionQueueArn: queue("retention"),
		retentionDeadLetterQueueArn: queue("retention-dead-letters"),
		tableStreamArn: `${tableArn}/stream/1`,
		eventBusArn: `arn:aws:events:${region}:event-bus/rireki`,
		mailIdentityArn: `arn:aws:ses:${region}:identity/rireki.example`,
		mailConfigurationSetArn: `arn:aws:ses:${region}:configuration-set/rireki`,
		mailFrom: "no-reply@rireki.example",
	};
}
