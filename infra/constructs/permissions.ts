import type { ITable } from "aws-cdk-lib/aws-dynamodb";
import { PolicyStatement } from "aws-cdk-lib/aws-iam";
import type { IKey } from "aws-cdk-lib/aws-kms";
import { table as tableDefinition } from "../table.ts";

/** The resources that permissions refer to. */
export interface PermissionTargets {
	table: ITable;
	key: IKey;
	/** ARNs of buckets. */
	recordings: string;
	exports: string;
	packs: string;
	seals: string;
	/** ARNs of resources in service-stack.ts. */
	stateMachineArn: string;
	executionArns: string;
	intakeQueueArn: string;
	intakeDeadLetterQueueArn: string;
	retentionQueueArn: string;
	retentionDeadLetterQueueArn: string;
	tableStreamArn: string;
	eventBusArn: string;
	mailIdentityArn: string;
	mailConfigurationSetArn: string;
	mailFrom: string;
}

/** The tenant that a role was assumed for (docs/decisions/008). No other tenant's keys or folder begin with it. */
const tenant = "${aws:PrincipalTag/tenant}";

/** Permissions on tenants' data; with `bound`, only on those of the role's tenant. */
const dataPermissions = {
	"read-records": (targets, bound) => [records(targets, bound, "dynamodb:BatchGetItem")],
	"get-records": (targets, bound) => [records(targets, bound, "dynamodb:GetItem")],
	"query-records": (targets, bound) => [records(targets, bound, "dynamodb:Query")],
	"query-indexes": (targets, bound) => [records(targets, bound, "dynamodb:Query", { of: indexArns(targets.table) })],
	"put-records": (targets, bound) => [records(targets, bound, "dynamodb:PutItem")],
	"update-records": (targets, bound) => [records(targets, bound, "dynamodb:UpdateItem")],
	// Counts of calls have keys of their own (shared/rate/schema.ts), so that permission to change them covers nothing
	// else.
	"count-calls": (targets, bound) => [records(targets, bound, "dynamodb:UpdateItem", { keys: ["####*"] })],
	"check-records": (targets, bound) => [records(targets, bound, "dynamodb:ConditionCheckItem")],
	"delete-records": (targets, bound) => [records(targets, bound, "dynamodb:DeleteItem")],
	// BatchWriteItem can also put items.
	"delete-records-at-once": (targets, bound) => [records(targets, bound, "dynamodb:BatchWriteItem")],
	"read-changes": ({ tableStreamArn, retentionDeadLetterQueueArn }) => [
		allow(["dynamodb:DescribeStream", "dynamodb:GetRecords", "dynamodb:GetShardIterator"], [tableStreamArn]),
		// Before reading a stream, Lambda lists streams, which cannot be restricted to one table.
		allow(["dynamodb:ListStreams"], ["*"]),
		// Lambda sends failed stream positions there, with the function's permissions.
		allow(["sqs:SendMessage"], [retentionDeadLetterQueueArn]),
	],
	"delete-recordings": ({ recordings }, bound) => [objects(recordings, bound, [""], ["s3:DeleteObject"])],
	"list-recordings": ({ recordings }, bound) => [
		bound ? listing(recordings, folders(bound, [""])) : allow(["s3:ListBucket"], [recordings]),
	],
	"read-recordings": ({ recordings }, bound) => [objects(recordings, bound, [""], ["s3:GetObject"])],
	"read-pieces": ({ exports }, bound) => [objects(exports, bound, ["pieces/"], ["s3:GetObject"])],
	"write-pieces": ({ exports }, bound) => [objects(exports, bound, ["pieces/"], ["s3:PutObject"])],
	"read-results": ({ exports }, bound) => [objects(exports, bound, ["results/"], ["s3:GetObject"])],
	"write-results": ({ exports }, bound) => [objects(exports, bound, ["results/"], ["s3:PutObject"])],
	"delete-exports": ({ exports }, bound) => [objects(exports, bound, ["pieces/", "results/"], ["s3:DeleteObject"])],
	"list-pieces": ({ exports }, bound) => [listing(exports, folders(bound, ["pieces/"]))],
	"list-results": ({ exports }, bound) => [listing(exports, folders(bound, ["results/"]))],
	"read-packs": ({ packs }, bound) => [objects(packs, bound, [""], ["s3:GetObject"])],
	"write-packs": ({ packs }, bound) => [
		objects(packs, bound, [""], ["s3:GetObject", "s3:PutObject", "s3:DeleteObject"]),
		listing(packs, folders(bound, [""])),
	],
} satisfies Record<string, (targets: PermissionTargets, bound: boolean) => PolicyStatement[]>;

/** Permissions on parts of the service without tenants' data. */
const servicePermissions = {
	"start-workflow": ({ stateMachineArn }) => [allow(["states:StartExecution"], [stateMachineArn])],
	"stop-workflow": ({ executionArns }) => [allow(["states:StopExecution"], [executionArns])],
	"watch-workflow": ({ executionArns }) => [allow(["states:DescribeExecution"], [executionArns])],
	"send-mail": ({ mailIdentityArn, mailConfigurationSetArn, mailFrom }) => [
		new PolicyStatement({
			actions: ["ses:SendEmail"],
			resources: [mailIdentityArn, mailConfigurationSetArn],
			conditions: { StringEquals: { "ses:FromAddress": mailFrom } },
		}),
	],
	"take-in-events": ({ intakeQueueArn, intakeDeadLetterQueueArn }) => [
		allow(
			["sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:ChangeMessageVisibility", "sqs:GetQueueAttributes"],
			[intakeQueueArn],
		),
		allow(["sqs:SendMessage"], [intakeQueueArn, intakeDeadLetterQueueArn]),
	],
	"send-retention-tasks": ({ retentionQueueArn }) => [allow(["sqs:SendMessage"], [retentionQueueArn])],
	"do-retention-tasks": ({ retentionQueueArn }) => [
		allow(["sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:GetQueueAttributes"], [retentionQueueArn]),
	],
	"write-seals": ({ seals }) => [allow(["s3:PutObject"], [`${seals}/*`])],
	"publish-events": ({ eventBusArn }) => [allow(["events:PutEvents"], [eventBusArn])],
} satisfies Record<string, (targets: PermissionTargets) => PolicyStatement[]>;

type DataPermission = keyof typeof dataPermissions;
export type Permission = DataPermission | keyof typeof servicePermissions;

/** A function's permissions on data: of all tenants or, with a role tagged for a tenant, of that one. */
export function dataStatements(allowed: readonly Permission[], targets: PermissionTargets, bound: boolean) {
	const granted = allowed.flatMap((name) => (name in dataPermissions ? [name as DataPermission] : []));
	const statements = granted.flatMap((name) => dataPermissions[name](targets, bound));
	return statements.length > 0 ? [...statements, decrypt(targets, granted)] : [];
}

export function serviceStatements(allowed: readonly Permission[], targets: PermissionTargets) {
	return allowed.flatMap((name) =>
		name in servicePermissions ? servicePermissions[name as keyof typeof servicePermissions](targets) : [],
	);
}

function allow(actions: string[], resources: string[]): PolicyStatement {
	return new PolicyStatement({ actions, resources });
}

const indexArns = (table: ITable) => tableDefinition.indexes.map(({ name }) => `${table.tableArn}/index/${name}`);

/** An index's leading key is its own partition key, which always begins with the tenant. */
function records(
	{ table }: PermissionTargets,
	bound: boolean,
	action: string,
	{ of = [table.tableArn], keys = ["", "#*"] }: { of?: string[]; keys?: string[] } = {},
): PolicyStatement {
	return new PolicyStatement({
		actions: [action],
		resources: of,
		...(bound
			? {
					conditions: {
						"ForAllValues:StringLike": { "dynamodb:LeadingKeys": keys.map((key) => `${tenant}${key}`) },
						// ForAllValues is also true for no values at all.
						Null: { "dynamodb:LeadingKeys": "false" },
					},
				}
			: {}),
	});
}

function objects(bucketArn: string, bound: boolean, prefixes: string[], actions: string[]): PolicyStatement {
	return allow(
		actions,
		folders(bound, prefixes).map((path) => `${bucketArn}/${path}*`),
	);
}

function listing(bucketArn: string, paths: string[]): PolicyStatement {
	return new PolicyStatement({
		actions: ["s3:ListBucket"],
		resources: [bucketArn],
		conditions: { StringLike: { "s3:prefix": paths.map((path) => `${path}*`) } },
	});
}

const folders = (bound: boolean, prefixes: string[]) =>
	prefixes.map((prefix) => (bound ? `${prefix}${tenant}/` : prefix));

/** The key may be used only through DynamoDB and S3, on the caller's behalf. */
function decrypt({ key }: PermissionTargets, granted: readonly DataPermission[]): PolicyStatement {
	const writes = granted.some((name) => !/^(read|get|query|list)-/.test(name));
	return new PolicyStatement({
		actions: [
			"kms:Decrypt",
			...(writes ? ["kms:Encrypt", "kms:GenerateDataKey", "kms:ReEncryptFrom", "kms:ReEncryptTo"] : []),
		],
		resources: [key.keyArn],
		conditions: { StringLike: { "kms:ViaService": ["dynamodb.*.amazonaws.com", "s3.*.amazonaws.com"] } },
	});
}
