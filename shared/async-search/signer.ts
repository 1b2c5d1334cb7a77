import { tenantBucketPlace } from "../platform/bucket-place.ts";
import { createFileSigner } from "../platform/files.ts";
import { composed } from "../platform/provider.ts";

export const exportSigner = composed(createFileSigner, tenantBucketPlace("EXPORTS_BUCKET"));
