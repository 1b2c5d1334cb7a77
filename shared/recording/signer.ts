import { tenantBucketPlace } from "../platform/bucket-place.ts";
import { createFileSigner } from "../platform/files.ts";
import { composed } from "../platform/provider.ts";

export const recordingSigner = composed(createFileSigner, tenantBucketPlace("RECORDINGS_BUCKET"));
