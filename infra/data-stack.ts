import { RemovalPolicy, Stack, type StackProps } from "aws-cdk-lib";
import { ArnPrincipal, PolicyStatement } from "aws-cdk-lib/aws-iam";
import { Key } from "aws-cdk-lib/aws-kms";
import type { Construct } from "constructs";
import { DataBuckets } from "./constructs/data-buckets.ts";
import { RecordTable } from "./constructs/record-table.ts";
import { Secrets } from "./constructs/secrets.ts";
import { stackNameOf } from "./names.ts";
import type { StageConfig } from "./stage-config.ts";

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
			alias: stackNameOf(stage),
			description: "Call histories, recordings and exports of Rireki",
			enableKeyRotation: true,
			removalPolicy,
		});
		for (const [index, arn] of config.diallerRoleArns.entries()) {
			this.key.addToResourcePolicy(encryptRecordings(this, index, arn));
		}
		this.tableStreamArn = new RecordTable(this, "Table", { stage, key: this.key, removalPolicy }).streamArn;
		// Kept even if a restored table's stream replaces it: an export in use cannot be removed.
		this.exportValue(this.tableStreamArn);
		this.buckets = new DataBuckets(this, "Buckets", { stage, config, key: this.key, removalPolicy });
		new Secrets(this, "Secrets", { stage, config, key: this.key });
	}
}

/** A role of another account needs permission from the key's policy as well as the bucket's. */
function encryptRecordings(stack: Stack, index: number, roleArn: string): PolicyStatement {
	return new PolicyStatement({
		sid: `EncryptRecordings${index}`,
		principals: [new ArnPrincipal(roleArn)],
		actions: ["kms:GenerateDataKey", "kms:Decrypt"],
		resources: ["*"],
		conditions: { StringEquals: { "kms:ViaService": `s3.${stack.region}.amazonaws.com` } },
	});
}
