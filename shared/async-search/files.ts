import { createBucket } from "../platform/bucket.ts";
import { tenantBucketPlace } from "../platform/bucket-place.ts";
import { composed } from "../platform/provider.ts";

/** Results, and pieces of what is being exported: layout.ts tells where each lies. */
export const exportFiles = composed(createBucket, tenantBucketPlace("EXPORTS_BUCKET"));
