import { expect, it } from "vitest";
import { table } from "../../../infra/table.ts";
import { type Properties, type StackTemplate, text } from "./synthesized.ts";

const closedToThePublic = {
	BlockPublicAcls: true,
	BlockPublicPolicy: true,
	IgnorePublicAcls: true,
	RestrictPublicBuckets: true,
};

export function describeData(stack: () => StackTemplate): void {
	const theTable = () => stack().ofType("AWS::DynamoDB::Table")[0];

	it("has one table: on demand, recoverable, protected, encrypted with our key, with TTL and a stream", () => {
		expect(stack().ofType("AWS::DynamoDB::Table")).toHaveLength(1);
		expect(theTable()).toMatchObject({
			deletionPolicy: "Retain",
			properties: {
				BillingMode: "PAY_PER_REQUEST",
				DeletionProtectionEnabled: true,
				PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
				SSESpecification: { SSEEnabled: true, SSEType: "KMS", KMSMasterKeyId: expect.anything() },
				TimeToLiveSpecification: { AttributeName: "e", Enabled: true },
				StreamSpecification: { StreamViewType: "NEW_AND_OLD_IMAGES" },
			},
		});
	});

	it("locks the trail's digests against everybody for more than a year", () => {
		const [seals, ...others] = stack()
			.ofType("AWS::S3::Bucket")
			.filter(({ properties }) => properties.ObjectLockEnabled);
		expect(others).toEqual([]);
		expect(seals?.properties.ObjectLockConfiguration.Rule.DefaultRetention).toEqual({ Mode: "COMPLIANCE", Days: 400 });
		expect(seals?.properties.LifecycleConfiguration.Rules[0].ExpirationInDays).toBeGreaterThan(400);
	});

	it("lets only the console's pages read recordings by script, and caches the preflight for an hour", () => {
		const cors = stack()
			.ofType("AWS::S3::Bucket")
			.flatMap(({ properties }) => properties.CorsConfiguration?.CorsRules ?? []);
		expect(cors).toEqual([
			{ AllowedMethods: ["GET", "HEAD"], AllowedOrigins: ["https://rireki.example.com"], MaxAge: 3600 },
		]);
	});

	it("defines the keys and indexes that every other engine defines", () => {
		const { KeySchema, GlobalSecondaryIndexes, AttributeDefinitions } = theTable()?.properties ?? {};
		const keys = (schema: { AttributeName: string }[]) => schema.map(({ AttributeName }) => AttributeName);
		expect(keys(KeySchema)).toEqual([table.partitionKey, table.sortKey]);
		const made = GlobalSecondaryIndexes.map((index: Properties) => ({
			name: index.IndexName,
			keys: keys(index.KeySchema),
			projection:
				index.Projection.ProjectionType === "ALL" ? "all" : (index.Projection.NonKeyAttributes ?? []).toSorted(),
		}));
		expect(made).toEqual(
			table.indexes.map(({ name, partitionKey, sortKey, projection }) => ({
				name,
				keys: [partitionKey, sortKey],
				projection: projection === "all" ? projection : projection.toSorted(),
			})),
		);
		const numbers = AttributeDefinitions.filter((attribute: Record<string, string>) => attribute.AttributeType === "N");
		expect(keys(numbers)).toEqual(table.numberKeys);
	});

	it("rotates its key every year, and never deletes it", () => {
		const [key, ...others] = stack().ofType("AWS::KMS::Key");
		expect(others).toEqual([]);
		expect(key).toMatchObject({ deletionPolicy: "Retain", properties: { EnableKeyRotation: true } });
	});

	it("closes every bucket to the public and to plain HTTP, and encrypts data with our key", () => {
		const buckets = stack().ofType("AWS::S3::Bucket");
		expect(buckets).toHaveLength(5);
		const policies = stack().ofType("AWS::S3::BucketPolicy");
		for (const { id, properties, deletionPolicy } of buckets) {
			expect(properties.PublicAccessBlockConfiguration, id).toEqual(closedToThePublic);
			expect(deletionPolicy, id).toBe("Retain");
			const policy = policies.find(({ properties: { Bucket } }) => Bucket.Ref === id)?.properties.PolicyDocument;
			const denied = policy.Statement.filter((statement: { Effect: string }) => statement.Effect === "Deny");
			expect(denied, id).toContainEqual(
				expect.objectContaining({ Action: "s3:*", Condition: { Bool: { "aws:SecureTransport": "false" } } }),
			);
			const [rule] = properties.BucketEncryption.ServerSideEncryptionConfiguration;
			const algorithm = rule.ServerSideEncryptionByDefault.SSEAlgorithm;
			const holdsData = /recordings|exports|packs/.test(properties.BucketName);
			expect(algorithm, id).toBe(holdsData ? "aws:kms" : "AES256");
		}
	});

	it("expires pieces after 2 days and results after 91, but recordings and packs only with their records", () => {
		const rulesOf = (kind: string) =>
			stack()
				.ofType("AWS::S3::Bucket")
				.find(({ properties }) => properties.BucketName?.includes(kind))?.properties.LifecycleConfiguration.Rules;
		expect(rulesOf("-exports-")).toEqual(
			expect.arrayContaining([
				expect.objectContaining({ Prefix: "pieces/", ExpirationInDays: 2, Status: "Enabled" }),
				expect.objectContaining({ Prefix: "results/", ExpirationInDays: 91, Status: "Enabled" }),
			]),
		);
		for (const kind of ["-recordings-", "-packs-"]) {
			expect(rulesOf(kind).filter((rule: object) => "ExpirationInDays" in rule)).toEqual([]);
		}
	});

	it("encrypts its secrets with our key, and replicates the one that CloudFront sends to CloudFront's region", () => {
		const secrets = stack()
			.ofType("AWS::SecretsManager::Secret")
			.map(({ properties: { Name, KmsKeyId, ReplicaRegions } }) => [Name, text(KmsKeyId), ReplicaRegions]);
		expect(secrets).toEqual([
			["rireki-prod-cursor-key-1", expect.stringMatching(/^Key/), undefined],
			["rireki-prod-origin-key-1", expect.stringMatching(/^Key/), [{ Region: "us-east-1" }]],
		]);
	});

	it("lets the dialler store recordings, and allows other AWS accounts nothing else", () => {
		const [statement, ...others] = stack()
			.ofType("AWS::S3::BucketPolicy")
			.flatMap(({ properties }) => properties.PolicyDocument.Statement)
			.filter(({ Effect, Principal }) => Effect === "Allow" && Principal.AWS);
		expect(others).toEqual([]);
		expect(statement.Principal.AWS).toBe("arn:aws:iam::333333333333:role/dialler");
		expect([statement.Action].flat().toSorted()).toEqual(["s3:AbortMultipartUpload", "s3:PutObject"]);
		expect(text(statement.Resource)).toMatch(/^BucketsRecordings\w+\.Arn\/\*$/);
	});
}
