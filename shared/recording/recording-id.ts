import { createHash } from "node:crypto";
import type { Recording } from "../call-history/model.ts";

/** A recording's public id: derived from its object's key, so that it is stable, without revealing the key. */
export function recordingId({ objectKey }: Pick<Recording, "objectKey">): string {
	return createHash("sha256").update(objectKey).digest("hex").slice(0, 16);
}
