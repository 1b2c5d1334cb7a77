import { createBucket } from "../platform/bucket.ts";
import { bucketPlace } from "../platform/bucket-place.ts";
import { composed } from "../platform/provider.ts";

/** Where digests of the trail are stored permanently. */
export const seals = composed(
	(place) => createBucket({ ...place, checksums: true }),
	bucketPlace("TRAIL_SEALS_BUCKET"),
);
