import * as z from "zod";

const text = (description: string, example: string) => z.string().meta({ description, example });

const serverTiming = text(
	"What the request cost the database: see *Cost*.",
	'db;dur=12.3;desc="rcu=4.5 wcu=0 calls=3 trips=2"',
);
const etag = text("The version of the record, for `If-Match`.", '"0"');
const contentLanguage = z.enum(["ja", "en"]).meta({ description: "The language of `title` and `detail`." });

export const answerHeaders = z.object({ "Server-Timing": serverTiming });
export const versionedAnswerHeaders = z.object({ ETag: etag, "Server-Timing": serverTiming });
const location = text("The URL of the new search.", "/v1/async-searches/20261120-150000-1f0c9b52-7");
export const createdAnswerHeaders = z.object({ Location: location, "Server-Timing": serverTiming });
export const problemHeaders = z.object({ "Content-Language": contentLanguage, "Server-Timing": serverTiming });
export const unauthenticatedHeaders = problemHeaders.extend({
	"WWW-Authenticate": text("`Bearer`; the gateway adds what is wrong with the token.", "Bearer"),
});
export const busyHeaders = problemHeaders.extend({
	"Retry-After": z.int().optional().meta({
		description:
			"Seconds to wait before the next try; missing on answers of the gateway, and when waiting does not help.",
		example: 2,
	}),
});

const acceptLanguage = z
	.string()
	.optional()
	.meta({ description: "`ja` (the default) or `en`: the language of problem documents.", example: "en" });
const ifMatch = text("The `ETag` of the record as you read it; `*` for any version.", '"0"');

const idempotencyKey = z.string().min(1).max(255).optional().meta({
	description: "Names this operation, so that it can be resent without taking effect twice: see *Sending again*.",
	example: "8e03978e-40d5-43dd-bc93-6894a57f9324",
});

/** The headers that operations read, as components. */
export const headerParameters = {
	AcceptLanguage: acceptLanguage.meta({ param: { in: "header", name: "Accept-Language" } }),
	IdempotencyKey: idempotencyKey.meta({ param: { in: "header", name: "Idempotency-Key" } }),
	IfMatch: ifMatch.meta({ param: { in: "header", name: "If-Match" } }),
} as const;
