import * as z from "zod";

const endpoint = z.url().optional();

/**
 * Every variable that a function may need; a function's own schema is a `pick` of these, and CDK is checked against it.
 */
export const envSchema = z.object({
	AWS_REGION: z.string().min(1),
	TABLE_NAME: z.string().min(3),
	RECORDINGS_BUCKET: z.string().min(3),
	EXPORTS_BUCKET: z.string().min(3),
	TRAIL_SEALS_BUCKET: z.string().min(3),
	PACKS_BUCKET: z.string().min(3),
	ASYNC_SEARCH_STATE_MACHINE_ARN: z.string().regex(/^arn:aws[\w-]*:states:.*:stateMachine:[\w-]+$/),
	INTAKE_QUEUE_URL: z.url(),
	INTAKE_DEAD_LETTER_QUEUE_URL: z.url(),
	RETENTION_QUEUE_URL: z.url(),
	EVENT_BUS_NAME: z.string().min(1),
	/** 32 random bytes in base64: seals the cursors. */
	CURSOR_KEY: z.base64().refine((key) => Buffer.from(key, "base64").length === 32, "must be 32 bytes"),
	/** The sender of mails: `Name <address>`. SES accepts only ASCII; other names must be encoded words. */
	MAIL_FROM: z.string().regex(/^[\x20-\x7e]*@[\x20-\x7e]*$/),
	MAIL_CONFIGURATION_SET: z.string().min(1).optional(),
	/** Where the console is, for links in mails; without a trailing slash. */
	CONSOLE_URL: z.url({ protocol: /^https?$/ }),
	/** The tenant of each identity provider: `name=tenant`, separated by commas. */
	IDENTITY_PROVIDERS: z.string().optional(),
	/** The role that gives access to a tenant's data. Without it, a function uses its own role. */
	TENANT_ROLE_ARN: z.string().startsWith("arn:").optional(),
	/**
	 * Keys that CloudFront may present to a route, separated by commas. Without them, a route answers anyone with a
	 * token.
	 */
	ORIGIN_KEYS: z
		.string()
		.regex(/^\w{32,}(,\w{32,})*$/)
		.optional(),
	DYNAMODB_ENDPOINT: endpoint,
	S3_ENDPOINT: endpoint,
	SQS_ENDPOINT: endpoint,
	SES_ENDPOINT: endpoint,
	STEPFUNCTIONS_ENDPOINT: endpoint,
	EVENTBRIDGE_ENDPOINT: endpoint,
	STS_ENDPOINT: endpoint,
});

export type Env = z.infer<typeof envSchema>;
