import { Duration, type RemovalPolicy } from "aws-cdk-lib";
import { ArnPrincipal, PolicyStatement } from "aws-cdk-lib/aws-iam";
import type { IKey } from "aws-cdk-lib/aws-kms";
import {
	BlockPublicAccess,
	Bucket,
	BucketEncryption,
	type BucketProps,
	HttpMethods,
	type LifecycleRule,
	ObjectLockRetention,
	ObjectOwnership,
} from "aws-cdk-lib/aws-s3";
import { Construct } from "constructs";
import { type BucketKind, bucketName, consoleOrigins, foreignOrigins, type StageConfig } from "../stage-config.ts";

interface DataBucketsProps {
	stage: string;
	config: StageConfig;
	key: IKey;
	removalPolicy: RemovalPolicy;
}

/** Recordings, which the dialler stores; exports, which asynchronous searches make; and packs, which searches read. */
export class DataBuckets extends Construct {
	readonly recordings: Bucket;
	readonly exports: Bucket;
	/** Closed time in columns; lost objects are rebuilt from the table. */
	readonly packs: Bucket;
	/** Digests of the trail. Nobody, not even an administrator, can change or delete them before they expire. */
	readonly seals: Bucket;
	/** The names are fixed, so that others refer to a bucket by its name and not by a stack's export. */
	readonly arns: { recordings: string; exports: string; packs: string; seals: string };

	constructor(scope: Construct, id: string, { stage, config, key, removalPolicy }: DataBucketsProps) {
		super(scope, id);
		const name = (kind: BucketKind) => bucketName(kind, stage, config);
		const arn = (kind: BucketKind) => `arn:aws:s3:::${name(kind)}`;
		this.arns = {
			recordings: arn("recordings"),
			exports: arn("exports"),
			packs: arn("packs"),
			seals: arn("trail-seals"),
		};
		const logs = new Bucket(this, "AccessLogs", {
			...closed,
			// Server access logs cannot be written to a bucket with a customer-managed key.
			encryption: BucketEncryption.S3_MANAGED,
			lifecycleRules: [{ id: "a-year", expiration: Duration.days(365) }, abortUploads],
			removalPolicy,
		});
		const data = {
			...closed,
			encryption: BucketEncryption.KMS,
			encryptionKey: key,
			bucketKeyEnabled: true,
			removalPolicy,
		};

		// A recording is removed with its record, which depends on the end of its batch and not on the object's age.
		this.recordings = new Bucket(this, "Recordings", {
			...data,
			bucketName: name("recordings"),
			versioned: true,
			lifecycleRules: [
				{ id: "overwritten", noncurrentVersionExpiration: Duration.days(7), expiredObjectDeleteMarker: true },
				abortUploads,
			],
			// The console draws their waveforms, and other clients may.
			cors: [
				{
					allowedMethods: [HttpMethods.GET, HttpMethods.HEAD],
					allowedOrigins: [...consoleOrigins(config), ...foreignOrigins(config)],
					maxAge: 3600,
				},
			],
			serverAccessLogsBucket: logs,
			serverAccessLogsPrefix: "recordings/",
		});
		this.exports = new Bucket(this, "Exports", {
			...data,
			bucketName: name("exports"),
			lifecycleRules: [
				{ id: "pieces", prefix: "pieces/", expiration: Duration.days(2) },
				// A day longer than asynchronous searches are kept, so that no link outlives its file.
				{ id: "results", prefix: "results/", expiration: Duration.days(91) },
				abortUploads,
			],
			serverAccessLogsBucket: logs,
			serverAccessLogsPrefix: "exports/",
		});
		// Packs live as long as their records, which no bucket rule can know: the packer removes them.
		this.packs = new Bucket(this, "Packs", {
			...data,
			bucketName: name("packs"),
			lifecycleRules: [abortUploads],
			serverAccessLogsBucket: logs,
			serverAccessLogsPrefix: "packs/",
		});
		this.seals = new Bucket(this, "TrailSeals", {
			...closed,
			bucketName: name("trail-seals"),
			encryption: BucketEncryption.S3_MANAGED,
			versioned: true,
			objectLockEnabled: true,
			// In a stage that keeps its data, not even an administrator of the account can unlock them.
			objectLockDefaultRetention: config.keepData
				? ObjectLockRetention.compliance(Duration.days(sealedDays))
				: ObjectLockRetention.governance(Duration.days(1)),
			lifecycleRules: [
				{ id: "unsealed", expiration: Duration.days(sealedDays + 1), noncurrentVersionExpiration: Duration.days(1) },
				abortUploads,
			],
			serverAccessLogsBucket: logs,
			serverAccessLogsPrefix: "trail-seals/",
			removalPolicy,
		});
		for (const arn of config.diallerRoleArns) {
			this.recordings.addToResourcePolicy(
				new PolicyStatement({
					principals: [new ArnPrincipal(arn)],
					actions: ["s3:PutObject", "s3:AbortMultipartUpload"],
					resources: [this.recordings.arnForObjects("*")],
				}),
			);
		}
	}
}

const closed = {
	blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
	objectOwnership: ObjectOwnership.BUCKET_OWNER_ENFORCED,
	enforceSSL: true,
	minimumTLSVersion: 1.2,
} satisfies BucketProps;

/** Longer than most entries of the trail live. */
const sealedDays = 400;

const abortUploads: LifecycleRule = { id: "aborted-uploads", abortIncompleteMultipartUploadAfter: Duration.days(2) };
