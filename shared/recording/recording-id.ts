import { createHash } from "node:crypto";
import type { Recording } from "../call-history/model.ts";

/** What a recording is called outside: made of its object's key, so that it stays the same, and tells nobody where the object lies. */
export function recordingId({ objectKey }: Pick<Recording, "objectKey">): string {
	return createHash("sha256").update(objectKey).digest("hex").slice(0, 16);
}
