import { composed, type Provider, provider } from "./provider.ts";
import { tenantCredentials } from "./tenant-credentials.ts";

type BucketName = "EXPORTS_BUCKET" | "PACKS_BUCKET" | "RECORDINGS_BUCKET" | "TRAIL_SEALS_BUCKET";

interface BucketPlace {
	region: string;
	endpoint: string | undefined;
	bucket: string;
}

/** Where a bucket is, for work on behalf of all tenants. */
export function bucketPlace(name: BucketName): Provider<BucketPlace> {
	return provider(["AWS_REGION", "S3_ENDPOINT", name], (env) => ({
		region: env.AWS_REGION,
		endpoint: env.S3_ENDPOINT,
		bucket: env[name],
	}));
}

/** Where a bucket is, and the credentials with access to the current tenant's own folder of it. */
export function tenantBucketPlace(name: BucketName) {
	return composed(
		(place, credentials) => ({ ...place, tenantCredentials: credentials }),
		bucketPlace(name),
		tenantCredentials,
	);
}
