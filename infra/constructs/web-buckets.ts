import { Duration, RemovalPolicy } from "aws-cdk-lib";
import { BlockPublicAccess, Bucket, BucketEncryption, ObjectOwnership } from "aws-cdk-lib/aws-s3";
import { Construct } from "constructs";

/** The console's files, which every build recreates, and the access logs. */
export class WebBuckets extends Construct {
	readonly console: Bucket;
	readonly logs: Bucket;

	constructor(scope: Construct, id: string) {
		super(scope, id);
		const closed = {
			blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
			encryption: BucketEncryption.S3_MANAGED,
			enforceSSL: true,
			minimumTLSVersion: 1.2,
		};
		this.logs = new Bucket(this, "Logs", {
			...closed,
			// CloudFront needs an access control list to deliver its logs.
			objectOwnership: ObjectOwnership.BUCKET_OWNER_PREFERRED,
			lifecycleRules: [{ id: "ninety-days", expiration: Duration.days(90) }],
			removalPolicy: RemovalPolicy.RETAIN,
		});
		this.console = new Bucket(this, "Console", {
			...closed,
			objectOwnership: ObjectOwnership.BUCKET_OWNER_ENFORCED,
			versioned: true,
			lifecycleRules: [{ id: "former-builds", noncurrentVersionExpiration: Duration.days(30) }],
			serverAccessLogsBucket: this.logs,
			serverAccessLogsPrefix: "console/",
			removalPolicy: RemovalPolicy.DESTROY,
		});
	}
}
