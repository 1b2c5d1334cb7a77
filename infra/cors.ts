/**
 * CORS settings for pages of other origins. The gateway uses them for preflights, and the CDN adds them to every
 * answer; the local gateway does both.
 */
export const cors = {
	methods: ["GET", "POST", "PUT", "PATCH", "DELETE"],
	requestHeaders: ["authorization", "content-type", "if-match", "accept-language", "idempotency-key"],
	/** In addition to those that any page may read by default. */
	exposedHeaders: ["etag", "location", "retry-after", "server-timing", "www-authenticate", "apigw-requestid"],
	maxAgeSeconds: 3600,
} as const;
