import { createBucket } from "../platform/bucket.ts";
import { tenantBucketPlace } from "../platform/bucket-place.ts";
import { composed } from "../platform/provider.ts";

/** Results, and the pieces of running exports; layout.ts defines their keys. */
export const exportFiles = composed(createBucket, tenantBucketPlace("EXPORTS_BUCKET"));
