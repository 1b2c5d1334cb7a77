import { RemovalPolicy, SecretValue } from "aws-cdk-lib";
import type { IKey } from "aws-cdk-lib/aws-kms";
import { Secret, type SecretProps } from "aws-cdk-lib/aws-secretsmanager";
import { Construct } from "constructs";
import { stackNameOf } from "../names.ts";
import type { StageConfig } from "../stage-config.ts";
import { acknowledge } from "./acknowledge.ts";

interface SecretsProps {
	stage: string;
	config: StageConfig;
	key: IKey;
}

/**
 * Random secrets, which CloudFormation inserts into functions and CloudFront. They are referenced by name, because an
 * export that is in use cannot change.
 */
export class Secrets extends Construct {
	constructor(scope: Construct, id: string, { stage, config, key }: SecretsProps) {
		super(scope, id);
		const secret = (name: string, secretName: string, description: string, more: SecretProps = {}) => {
			const made = new Secret(this, name, {
				secretName,
				description,
				encryptionKey: key,
				// 43 letters and digits plus "=" are 32 bytes in base64, the size of the cursors' key.
				generateSecretString: { passwordLength: 43, excludePunctuation: true, requireEachIncludedType: false },
				removalPolicy: RemovalPolicy.DESTROY,
				...more,
			});
			acknowledge(made, "It is rotated by a deployment, which also distributes it: operations.md, Rotate.", "SMG4");
		};
		const version = config.cursorKeyVersion;
		secret(`CursorKey${version}`, cursorKeyName(stage, version), "Encrypts the cursors of searches");
		for (const version of config.originKeyVersions) {
			secret(`OriginKey${version}`, originKeyName(stage, version), "Proves that a request came through CloudFront", {
				// CloudFront's stack can read secrets only there.
				replicaRegions: [{ region: "us-east-1" }],
			});
		}
	}
}

export function cursorKey(stage: string, config: StageConfig): string {
	return `${resolved(cursorKeyName(stage, config.cursorKeyVersion))}=`;
}

/** The keys that a function accepts. */
export function originKeys(stage: string, config: StageConfig): string {
	return config.originKeyVersions.map((version) => resolved(originKeyName(stage, version))).join(",");
}

/** The key that CloudFront sends. */
export function originKey(stage: string, config: StageConfig): string {
	return resolved(originKeyName(stage, Math.max(...config.originKeyVersions)));
}

const cursorKeyName = (stage: string, version: number) => `${stackNameOf(stage)}-cursor-key-${version}`;
const originKeyName = (stage: string, version: number) => `${stackNameOf(stage)}-origin-key-${version}`;
const resolved = (secretName: string) => SecretValue.secretsManager(secretName).unsafeUnwrap();
