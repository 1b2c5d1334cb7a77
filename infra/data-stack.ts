import { RemovalPolicy, SecretValue, Stack, type StackProps } from "aws-cdk-lib";
import { ArnPrincipal, PolicyStatement } from "aws-cdk-lib/aws-iam";
import { Key } from "aws-cdk-lib/aws-kms";
import { Secret } from "aws-cdk-lib/aws-secretsmanager";
import type { Construct } from "constructs";
import { consoleOrigins, type StageConfig } from "./config.ts";
import { acknowledge } from "./constructs/acknowledge.ts";
import { DataBuckets } from "./constructs/data-buckets.ts";
import { RecordTable } from "./constructs/record-table.ts";

export interface DataStackProps extends StackProps {
	stage: string;
	config: StageConfig;
}

/** What must not be lost: records, recordings, files, and the keys that they are encrypted with. */
export class DataStack extends Stack {
	readonly key: Key;
	readonly buckets: DataBuckets;
	readonly tableStreamArn: string;

	constructor(scope: Construct, id: string, { stage, config, ...props }: DataStackProps) {
		super(scope, id, { ...props, terminationProtection: config.keepData });
		const removalPolicy = config.keepData ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY;

		this.key = new Key(this, "Key", {
			alias: `rireki-${stage}`,
			description: "Call histories, recordings and exports of Rireki",
			enableKeyRotation: true,
			removalPolicy,
		});
		for (const [index, arn] of config.diallerRoleArns.entries()) {
			this.key.addToResourcePolicy(encryptRecordings(this, index, arn));
		}
		this.tableStreamArn = new RecordTable(this, "Table", { stage, key: this.key, removalPolicy }).streamArn;
		// Kept where a restored table's stream takes its place: an export that is in use cannot be removed.
		this.exportValue(this.tableStreamArn);
		this.buckets = new DataBuckets(this, "Buckets", {
			stage,
			key: this.key,
			removalPolicy,
			writerArns: config.diallerRoleArns,
			origins: consoleOrigins(config),
			sealed: config.keepData,
		});

		// 43 letters and digits and a "=" are 32 bytes in base64, which is what seals the cursors.
		const cursorSecret = new Secret(this, `CursorKey${config.cursorKeyVersion}`, {
			secretName: cursorSecretName(stage, config),
			description: "Seals the cursors of searches",
			encryptionKey: this.key,
			generateSecretString: { passwordLength: 43, excludePunctuation: true, requireEachIncludedType: false },
			removalPolicy: RemovalPolicy.DESTROY,
		});
		acknowledge(
			cursorSecret,
			"Functions get it when they are deployed, so that it changes with a deployment: raise cursorKeyVersion.",
			"SMG4",
		);
	}
}

/** For an environment variable; CloudFormation puts the value in when it deploys. By name: a reference would keep it from changing. */
export function cursorKey(stage: string, config: StageConfig): string {
	return `${SecretValue.secretsManager(cursorSecretName(stage, config)).unsafeUnwrap()}=`;
}

function cursorSecretName(stage: string, config: StageConfig): string {
	return `rireki-${stage}-cursor-key-${config.cursorKeyVersion}`;
}

/** A role of another account needs the key's own word beside the bucket's. */
function encryptRecordings(stack: Stack, index: number, roleArn: string): PolicyStatement {
	return new PolicyStatement({
		sid: `EncryptRecordings${index}`,
		principals: [new ArnPrincipal(roleArn)],
		actions: ["kms:GenerateDataKey", "kms:Decrypt"],
		resources: ["*"],
		conditions: { StringEquals: { "kms:ViaService": `s3.${stack.region}.amazonaws.com` } },
	});
}
