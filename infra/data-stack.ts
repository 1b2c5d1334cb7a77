import { RemovalPolicy, Stack, type StackProps } from "aws-cdk-lib";
import { ArnPrincipal, PolicyStatement } from "aws-cdk-lib/aws-iam";
import { Key } from "aws-cdk-lib/aws-kms";
import { Secret } from "aws-cdk-lib/aws-secretsmanager";
import type { Construct } from "constructs";
import type { StageConfig } from "./config.ts";
import { DataBuckets } from "./constructs/data-buckets.ts";
import { RecordTable } from "./constructs/record-table.ts";

export interface DataStackProps extends StackProps {
	stage: string;
	config: StageConfig;
}

/** What must not be lost: records, recordings, files, and the keys that they are encrypted with. */
export class DataStack extends Stack {
	readonly key: Key;
	readonly table: RecordTable["table"];
	readonly buckets: DataBuckets;
	readonly cursorSecret: Secret;

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
		this.table = new RecordTable(this, "Table", { stage, key: this.key, removalPolicy }).table;
		this.buckets = new DataBuckets(this, "Buckets", {
			stage,
			key: this.key,
			removalPolicy,
			writerArns: config.diallerRoleArns,
		});

		// 43 letters and digits and a "=" are 32 bytes in base64, which is what seals the cursors. A new id is a new secret.
		this.cursorSecret = new Secret(this, `CursorKey${config.cursorKeyVersion}`, {
			description: "Seals the cursors of searches",
			encryptionKey: this.key,
			generateSecretString: { passwordLength: 43, excludePunctuation: true, requireEachIncludedType: false },
			removalPolicy: RemovalPolicy.DESTROY,
		});
	}

	/** For an environment variable; CloudFormation puts the value in when it deploys. */
	get cursorKey(): string {
		return `${this.cursorSecret.secretValue.unsafeUnwrap()}=`;
	}
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
