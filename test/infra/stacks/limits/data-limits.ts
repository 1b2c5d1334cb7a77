import { characters, documentSize, items, named, number, oneOf } from "./bounds.ts";
import { docs, type Limits } from "./limit.ts";

const indexed = /[a-zA-Z0-9_.-]+/;

/** Table, buckets, keys and secrets. */
export const dataLimits: Record<string, Limits> = {
	"AWS::DynamoDB::Table": {
		source: `${docs}/amazondynamodb/latest/APIReference/API_CreateTable.html`,
		bounds: {
			TableName: named(3, 255, indexed, "a b"),
			"AttributeDefinitions[].AttributeName": characters(1, 255),
			"AttributeDefinitions[].AttributeType": oneOf("S", "N", "B"),
			KeySchema: items(1, 2),
			GlobalSecondaryIndexes: items(1, 20),
			"GlobalSecondaryIndexes[].IndexName": named(3, 255, indexed, "a b"),
			"GlobalSecondaryIndexes[].KeySchema": items(1, 2),
			"GlobalSecondaryIndexes[].Projection.NonKeyAttributes": items(1, 20),
			"GlobalSecondaryIndexes[].Projection.NonKeyAttributes[]": characters(1, 255),
			"TimeToLiveSpecification.AttributeName": characters(1, 255),
		},
	},
	"AWS::S3::Bucket": {
		source: `${docs}/AmazonS3/latest/userguide/bucketnamingrules.html, …/API/API_PutBucketLifecycleConfiguration.html, …_PutBucketCors.html`,
		bounds: {
			BucketName: named(3, 63, /(?!xn--|sthree-)[a-z0-9](?:[a-z0-9-]*[a-z0-9])?/, "-Rireki"),
			"LifecycleConfiguration.Rules": items(1, 1000),
			"LifecycleConfiguration.Rules[].Id": characters(1, 255),
			"LifecycleConfiguration.Rules[].Prefix": characters(0, 1024),
			"LifecycleConfiguration.Rules[].ExpirationInDays": number(1, 2_147_483_647),
			"LifecycleConfiguration.Rules[].NoncurrentVersionExpiration.NoncurrentDays": number(1, 2_147_483_647),
			"LifecycleConfiguration.Rules[].AbortIncompleteMultipartUpload.DaysAfterInitiation": number(1, 2_147_483_647),
			"CorsConfiguration.CorsRules": items(1, 100),
			"ObjectLockConfiguration.Rule.DefaultRetention.Days": number(1, 36_500),
			"LoggingConfiguration.LogFilePrefix": characters(0, 1024),
		},
	},
	"AWS::S3::BucketPolicy": {
		source: `${docs}/AmazonS3/latest/userguide/example-bucket-policies.html (20 KB)`,
		bounds: { PolicyDocument: documentSize(20_480) },
	},
	"AWS::KMS::Key": {
		source: `${docs}/kms/latest/APIReference/API_CreateKey.html, …/developerguide/resource-limits.html (32 KB)`,
		bounds: { Description: characters(0, 8192), KeyPolicy: documentSize(32_768) },
	},
	"AWS::KMS::Alias": {
		source: `${docs}/kms/latest/APIReference/API_CreateAlias.html`,
		bounds: { AliasName: named(1, 256, /alias\/(?!aws\/)[a-zA-Z0-9/_-]+/, "alias/aws/x") },
	},
	"AWS::SecretsManager::Secret": {
		source: `${docs}/secretsmanager/latest/apireference/API_CreateSecret.html, …_GetRandomPassword.html`,
		bounds: {
			Name: named(1, 512, /[A-Za-z0-9/_+=.@-]+/, "a b"),
			Description: characters(0, 2048),
			"GenerateSecretString.PasswordLength": number(1, 4096),
			"ReplicaRegions[].Region": named(1, 128, /([a-z]+-)+\d+/, "Tokyo"),
		},
	},
};
