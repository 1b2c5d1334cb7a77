import { createBucket } from "../platform/bucket.ts";
import { tenantBucketPlace } from "../platform/bucket-place.ts";
import { composed } from "../platform/provider.ts";
import { packFileReader } from "./file-reader.ts";

/** The same, for the packer, which also writes them. */
export const packFileStore = composed(
	(place, reader) => ({ ...createBucket(place), ...reader }),
	tenantBucketPlace("PACKS_BUCKET"),
	packFileReader,
);
