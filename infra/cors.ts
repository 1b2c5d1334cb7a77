/**
 * What pages of other origins may send and read. The gateway answers their preflights by it, and the CDN puts it on every answer;
 * the local gateway does both.
 */
export const cors = {
	methods: ["GET", "POST", "PUT", "PATCH", "DELETE"],
	requestHeaders: ["authorization", "content-type", "if-match", "accept-language", "idempotency-key"],
	/** Beside those that any page may read. */
	exposedHeaders: ["etag", "location", "retry-after", "server-timing", "www-authenticate", "apigw-requestid"],
	maxAgeSeconds: 3600,
} as const;
