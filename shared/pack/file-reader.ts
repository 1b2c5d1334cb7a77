import { tenantBucketPlace } from "../platform/bucket-place.ts";
import { createPartReader } from "../platform/part-reader.ts";
import { composed } from "../platform/provider.ts";

/** Packs of all tenants, each in its tenant's folder, for searches. */
export const packFileReader = composed(createPartReader, tenantBucketPlace("PACKS_BUCKET"));
