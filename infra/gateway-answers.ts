import { problemTitles } from "../shared/problem/texts.ts";

/** What API Gateway's HTTP API answers itself, as `{"message": "…"}`, by status; the local gateway answers the same. */
export const gatewayMessages = {
	400: "Bad Request",
	401: "Unauthorized",
	403: "Forbidden",
	404: "Not Found",
	413: "Request Entity Too Large",
	429: "Too Many Requests",
	500: "Internal Server Error",
	503: "Service Unavailable",
} as const;

export const gatewayAnswer = (status: keyof typeof gatewayMessages) => ({ message: gatewayMessages[status] });

/** Approximate seconds after which the firewall counts again. */
export const firewallRetryAfter = "60";

const code = "too-many-requests";
const { ja, en } = problemTitles[code];

/**
 * The firewall's own answers, by name: a problem document for exceeded limits, in both languages because it does not
 * know the reader's, and the gateway's answer for a missing token. WAF can only send them as `application/json`.
 */
export const firewallAnswers = {
	"too-many-requests": { type: `urn:rireki:problem:${code}`, code, title: `${ja} ${en}`, status: 429 },
	unauthorized: gatewayAnswer(401),
} as const;
