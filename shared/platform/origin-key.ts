import { createHash, timingSafeEqual } from "node:crypto";

/** The header that shows that a request came through CloudFront (docs/decisions/014). */
export const originKeyHeader = "x-origin-key";

/** @param keys separated by commas */
export function createOriginCheck(keys: string): (given: string | undefined) => boolean {
	const known = keys.split(",").map(digest);
	return (given = "") => known.some((key) => timingSafeEqual(key, digest(given)));
}

const digest = (key: string) => createHash("sha256").update(key).digest();
