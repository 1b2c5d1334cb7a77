import { createBucket } from "../platform/bucket.ts";
import { bucketPlace } from "../platform/bucket-place.ts";
import { composed } from "../platform/provider.ts";

export const recordingFiles = composed(createBucket, bucketPlace("RECORDINGS_BUCKET"));
